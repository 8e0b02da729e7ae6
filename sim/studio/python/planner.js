// The program's functions as the page knows them: plain data of JavaScript in and out.
function plannerOf(program, shipped) {
  const out = py.given_out, into = py.taken_in;
  for (const { name, text } of shipped) py.put_file(name, text);
  return {
    schema: () => out(program.schema()),
    shipped: () => shipped.map(({ name, text }) => {
      const { data } = out(program.read(name));
      return { name: name.replace(/\.yaml$/, ""), text, data, about: data.about };
    }),
    read(name, text) {
      py.put_file(name, text);
      try {
        return out(program.read(name));
      } finally { // others still extend the one that is shipped
        for (const each of shipped) if (each.name === name) py.put_file(name, each.text);
      }
    },
    write: (data) => program.write(into(data)),
    crimes: (file, rows, said) => out(program.crimes(file, into(rows), into(said))),
    check: (data) => out(program.check(into(data))),
    pilot: (data) => out(program.pilot(into(data))),
    foresee: (data, runs) => out(program.foresee(into(data), into(runs))),
    study(data) {
      const study = program.study(into(data));
      return {
        get towns() { return study.number(); },
        inputs: (place) => out(study.inputs(place)),
        take: (place, runs) => study.take(place, into(runs)),
        answer: () => out(study.answer()),
        between: (one, other) => out(study.between(one, other)),
        table: () => out(study.table()),
      };
    },
    fitting(data) {
      const fitting = program.fitting(into(data));
      return {
        get towns() { return fitting.number(); },
        inputs: (place) => out(fitting.inputs(place)),
        take: (place, runs) => fitting.take(place, into(runs)),
        answer: () => out(fitting.answer()),
      };
    },
  };
}
