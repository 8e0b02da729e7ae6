"use strict";
// What a JSON schema says of one part of the data: references followed, "or nothing" left out.
function plainly(part, whole) {
  let found = part;
  for (;;) {
    const { $ref, allOf, anyOf, ...rest } = found;
    const options = anyOf?.filter((each) => each.type !== "null");
    const inner = $ref ?? (allOf?.length === 1 ? allOf[0] : options?.length === 1 ? options[0] : undefined);
    if (inner === undefined) {
      return options ? { ...rest, anyOf: options, optional: options.length < anyOf.length || rest.optional } : found;
    }
    const target = typeof inner === "string" ? whole.definitions[inner.split("/").pop()] : inner;
    found = { ...target, ...rest, title: target.title ?? rest.title, optional: rest.optional || options?.length < anyOf?.length };
  }
}

// A day, or the date that stands in its place: the one that the data hold.
const A_DATE = "^\\d{4}-\\d\\d-\\d\\d$";
function asGiven(part, value) {
  if (!part.anyOf?.some((each) => each.pattern === A_DATE)) return part;
  const { anyOf, ...rest } = part;
  return { ...anyOf.find((each) => (each.pattern === A_DATE) === (typeof value === "string")), ...rest };
}

const namesOf = (part) => Object.keys(part.properties ?? {});
const valueOfMap = (part) => Object.values(part.patternProperties ?? {})[0]
  ?? (typeof part.additionalProperties === "object" ? part.additionalProperties : undefined);
const typeOf = (part) => (Array.isArray(part.type) ? part.type.find((each) => each !== "null") : part.type);

// One word for how a part is shown.
function kindOf(part) {
  if (part.const !== undefined) return "constant";
  if (part.anyOf) return part.anyOf.every((each) => each.enum || each.type === "string") ? "text" : "union";
  if (part.enum) return "choice";
  if (part.properties) return "object";
  if (valueOfMap(part)) return "map";
  if (part.items) return "list";
  return { number: "number", integer: "number", boolean: "boolean" }[typeOf(part)] ?? "text";
}

// Which of several options the data follow: the one whose constants agree, else whose type does.
function chosenOption(options, value) {
  const constant = options.findIndex((each) => each.properties && Object.entries(each.properties)
    .some(([name, inner]) => inner.const !== undefined && value?.[name] === inner.const));
  if (constant >= 0) return constant;
  const kind = Array.isArray(value) ? "array" : typeof value;
  const found = options.findIndex((each) => (typeOf(each) ?? "string") === kind);
  return found < 0 ? 0 : found;
}

const isShare = (part) => typeOf(part) === "number" && part.minimum === 0 && part.maximum === 1
  && /^(in place of trust: )?(share|part|chance)\b/.test(part.description ?? "");
// The name in whose place a part can be given, as its meaning says it.
const replacedBy = (part) => /^in place of (\w+):/.exec(part?.description ?? "")?.[1];
