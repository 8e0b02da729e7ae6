"""How pydantic checks a class, as data that the runtime follows: its own core schema.

Whatever stands in a core schema and not here is an error, so that no check is lost in silence.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from sim.studio.python.translate import Untranslatable

BOUNDS = ("ge", "gt", "le", "lt", "allow_inf_nan", "max_length", "min_length", "pattern")
STRICT = {"strict": True, "extra_fields_behavior": "forbid", "allow_inf_nan": False}
"""What the runtime takes for granted of every class."""
IGNORED = {
    "type", "metadata", "ref", "serialization", "config", "custom_init", "post_init", "root_model",
    "from_attributes", "strict", "default_factory_takes_data", "info_arg", "return_schema",
}  # fmt: skip


def validated(
    schema: Any, refer: Callable[[Any, str, str], str], literal: Callable[[Any], str]
) -> str:
    """A core schema as an object of JavaScript; classes and validators by their names."""

    def inner(part: Any) -> str:
        kind = part["type"]
        given = {name: each for name, each in part.items() if name not in IGNORED}
        written = {"type": json.dumps(kind)}
        match kind:
            case "model":
                cls = given.pop("cls")
                if not STRICT.items() <= part["config"].items():
                    raise Untranslatable(f"{cls.__name__} is not as strict as Checked")
                written["cls"] = refer(cls, cls.__module__, cls.__qualname__)
                written["inner"] = inner(given.pop("schema"))
            case "model-fields":
                fields = given.pop("fields")
                written["fields"] = _named({name: field(each) for name, each in fields.items()})
                if given.pop("computed_fields") or given.pop("model_name", None) is None:
                    raise Untranslatable("fields that are computed")
            case "function-after" | "function-before":
                function = given.pop("function")["function"]
                written["method"] = json.dumps(function.__name__)
                owner = getattr(function, "__self__", None)
                if owner is not None:
                    written["owner"] = refer(owner, owner.__module__, owner.__qualname__)
                written["inner"] = inner(given.pop("schema"))
            case "default":
                written["inner"] = inner(given.pop("schema"))
                if "default_factory" in given:
                    factory = given.pop("default_factory")
                    written["made"] = (
                        f"() => {literal(factory())}"
                        if factory in (dict, list)
                        else refer(factory, factory.__module__, factory.__qualname__)
                    )
                else:
                    written["made"] = f"() => {literal(given.pop('default'))}"
            case "nullable":
                written["inner"] = inner(given.pop("schema"))
            case "tagged-union":
                written["by"] = json.dumps(given.pop("discriminator"))
                choices = given.pop("choices")
                written["choices"] = _named({name: inner(each) for name, each in choices.items()})
            case "union":
                written["choices"] = f"[{', '.join(inner(each) for each in given.pop('choices'))}]"
            case "dict":
                written["keys"] = inner(given.pop("keys_schema"))
                written["values"] = inner(given.pop("values_schema"))
            case "list":
                written["items"] = inner(given.pop("items_schema"))
            case "literal":
                written["expected"] = literal(given.pop("expected"))
            case "str" | "int" | "float" | "any" | "bool":
                pass
            case _:
                raise Untranslatable(f"{kind} in the schema of a class")
        for name in BOUNDS:
            if name in given:
                written[name] = json.dumps(given.pop(name))
        if given:
            raise Untranslatable(f"{', '.join(given)} of {kind} in the schema of a class")
        return _object(written)

    def field(part: Any) -> str:
        alias = json.dumps(part.get("validation_alias"))
        return f"{{alias: {alias}, inner: {inner(part['schema'])}}}"

    return inner(schema)


def _object(parts: dict[str, str]) -> str:
    return f"{{{', '.join(f'{name}: {text}' for name, text in parts.items())}}}"


def _named(parts: dict[str, str]) -> str:
    return f"{{{', '.join(f'{json.dumps(name)}: {text}' for name, text in parts.items())}}}"
