"use strict";
// STEPS: which parts of a scenario belong to which step; those in `more` only some scenarios have.
// What no step names stands at its end.
const STEPS = [
  { name: "town", parts: ["name", "title", "about", "community"], more: ["survey"] },
  { name: "department", parts: ["department"] },
  { name: "budget", parts: ["budget"] },
  { name: "proposals", parts: ["arms", "baseline"] },
  { name: "sure", parts: ["replicates", "days", "seed", "worlds"] },
];
const REST = "sure";
const NEVER = ["extends", "fitted"]; // what is written by a fit, or asks for another file

// FIRST: what is shown although the scenario leaves it as usual; the rest can be added by name.
const FIRST = {
  Community: ["residents", "crime", "groups"],
  Department: ["officers_per_1000", "months_in_beat"],
  Budget: ["per_resident"],
  ExtraCost: ["what", "per_year", "once"],
  FbiCrime: ["state"],
  RecordedCrime: ["per", "violent", "burglary", "vehicle_theft", "other_theft"],
  CountedCrime: ["residents", "violent", "burglary", "vehicle_theft", "other_theft"],
  Group: ["share", "trust"],
  Shock: ["day", "size", "reach"],
  Survey: ["residents_asked", "had_contact", "turned_to_police", "judged_well", "taking_part", "stopped"],
  ReportedShares: ["violent", "burglary", "vehicle_theft", "other_theft"],
  Expectation: ["outcome", "arm", "at_least"],
};
const PLAIN = new Set(["seed"]); // numbers of which no size means anything: without a slider
const OF_AN_ARM = new Set(["baseline", "arm", "than"]); // names of proposals
const NOT_A_DOSE = new Set(["from", "until", "share", "blocks", "cost_per_camera"]); // all else that is optional is a quantity

const partsOf = (step) => [...step.parts, ...(step.more ?? [])];
const stepOf = (path) => {
  const part = path[0] === "fitted" ? "survey" : String(path[0]);
  const found = STEPS.findIndex((step) => partsOf(step).includes(part));
  return found < 0 ? STEPS.findIndex((step) => step.name === REST) : found;
};
const restOf = (schema) => namesOf(schema).filter((name) => !NEVER.includes(name)
  && !STEPS.some((step) => partsOf(step).includes(name)));
