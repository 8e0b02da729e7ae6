"""Data that is checked whenever it is made or changed, from a file and from Python alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from sim.common.problems import Finding, ProblemsFound
from sim.files.python_source import PythonSource, plain
from sim.files.read_only import read_only, refuse_change
from sim.files.source import Location, Source
from sim.files.validation import problems_from_validation


class Checked(BaseModel):
    """Base of what a scenario or a sweep is made of: strict, complete, and never unchecked.

    However one is made (``Kind(...)``, ``model_validate``, ``with_changes``, ``model_copy``,
    ``model_construct``), all of it is checked, parts that were made before included. What is wrong
    is raised together as ProblemsFound, in the sentences that a file gets. NumPy's numbers count as
    numbers and tuples as lists; nothing can be changed in place.
    """

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        populate_by_name=True,
        frozen=True,
        revalidate_instances="always",
        allow_inf_nan=False,
    )

    def __init__(self, /, **data: Any) -> None:
        _check(type(self), data, self)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]  # parts do not need it

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:
        """Check plain data, or another object of this class; raises ProblemsFound."""
        made: Self = _check(cls, obj, None, **options)
        return made

    @classmethod
    def of_source(cls, source: Source, data: Any = None) -> Self:
        """What a file says; raises ProblemsFound, with the place of each in the file.

        ``data`` is validated instead of what stands in the file, where it is given.
        """
        given = source.data if data is None else data
        try:
            return super().model_validate(given)
        except ValidationError as error:
            raise _all_that_is_wrong(cls, given, error, source) from None

    @classmethod
    def also_wrong(cls, data: Any) -> list[Finding]:
        """What is wrong with plain data whatever its fields are; told beside what they are."""
        return []

    @classmethod
    def what_was_meant(
        cls, location: Location, value: object, data: Mapping[str, Any]
    ) -> str | None:
        """What to write instead of a refused value, where a reader of such data can tell."""
        return None

    def with_changes(self, **changes: Any) -> Self:
        """A copy with some fields changed, each as a whole; all of it is checked again.

        Raises ProblemsFound.
        """
        data = self.model_dump(mode="python", by_alias=True, exclude_unset=True)
        fields = type(self).model_fields
        for name, value in changes.items():
            data[(fields[name].alias or name) if name in fields else name] = value
        made = type(self).model_validate(data)
        for name in vars(made).keys() - changes.keys():
            if vars(made)[name] == vars(self)[name]:  # what is known of a part stays known
                vars(made)[name] = vars(self)[name]
        return made

    def __eq__(self, other: object) -> bool:
        """Whether it says the same: of the same kind, with the same in every field.

        The order of parts that have names, such as groups, counts; where it was read does not.
        """
        if type(self) is not type(other):
            return False
        return _in_order(vars(self)) == _in_order(vars(other))

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy; what is changed in it is checked: raises ProblemsFound."""
        if not update:
            return super().model_copy(deep=deep)
        return self.with_changes(**update)

    def copy(self, **options: Any) -> Self:
        """The same as ``model_copy``."""
        return self.model_copy(**options)

    @classmethod
    def model_construct(  # type: ignore[override]
        cls, _fields_set: set[str] | None = None, **values: Any
    ) -> Self:
        """The same as making one: nothing is made without a check."""
        return cls(**values)

    def model_post_init(self, _context: Any) -> None:
        """Shut the blocks and lists inside."""
        for name, value in vars(self).items():
            if isinstance(value, dict | list):
                vars(self)[name] = read_only(value)

    def __setattr__(self, name: str, value: Any) -> None:
        if name in type(self).model_fields:
            refuse_change()
        super().__setattr__(name, value)

    __delattr__ = refuse_change


def _in_order(fields: Mapping[str, Any]) -> list[Any]:
    """Fields as they are compared: blocks of named parts with the order of their names."""
    return [
        [*each.items()]
        if isinstance(each, dict) and any(isinstance(part, Checked) for part in each.values())
        else each
        for _, each in sorted(fields.items())
    ]


def _check(kind: type[Any], data: Any, instance: Any, **options: Any) -> Any:
    given = plain(data)
    try:
        return kind.__pydantic_validator__.validate_python(given, self_instance=instance, **options)
    except ValidationError as error:
        source = PythonSource.of(given, kind.__name__)
        raise _all_that_is_wrong(kind, given, error, source) from None


def _all_that_is_wrong(
    kind: type[Checked], data: Any, error: ValidationError, source: Source
) -> ProblemsFound:
    found = [
        source.problem(where, message, fix, at) for where, message, fix, at in kind.also_wrong(data)
    ]
    return ProblemsFound(
        [*problems_from_validation(error, source, kind, kind.what_was_meant), *found]
    )
