// A refusal that helps: why, what there is, what to ask instead.
const SHOWN_REPORTS = 12;
const SUGGESTIONS = 3;

// 张家口市 is asked for as 张家口.
function withoutSuffix(place) {
  return place.replace(/(特别行政区|自治区|自治州|自治县|省|市|县|区|旗|盟)$/, "") || place;
}

// The question again, asked of the reports there are: each missing place and year gives way to a held one.
function suggestions(question, coverage, reports, t) {
  const asked = coverage.nearest.map((report) => moved(question, coverage, report)).filter(Boolean);
  return [...new Set([...asked, ...examplesFrom(reports, t, coverage.places)])].filter((each) => each !== question).slice(0, SUGGESTIONS);
}

function moved(question, coverage, report) {
  const years = [...report.reviewed, ...report.planned];
  let text = question;
  for (const place of report.place ? coverage.missing_places : []) {
    const name = [place, withoutSuffix(place)].find((each) => text.includes(each));
    if (name) text = text.replaceAll(name, report.place);
  }
  for (const year of years.length ? coverage.missing_years : []) {
    const nearest = years.reduce((best, each) => (Math.abs(each - year) < Math.abs(best - year) ? each : best));
    text = text.replaceAll(String(year), String(nearest));
  }
  return text === question ? null : text;
}

// Questions that the reports held are likely to answer; of `places` where one of them is held.
function examplesFrom(reports, t, places = []) {
  const dated = reports.filter((report) => report.place && report.reviewed.length);
  const wanted = dated.filter((report) => places.includes(report.place));
  const [latest, ...others] = [...(wanted.length ? wanted : dated)].sort((a, b) => b.year - a.year);
  if (!latest) return [];
  const year = latest.reviewed.at(-1);
  const peer = [...others, ...dated].find((report) => report.place !== latest.place && report.reviewed.includes(year));
  return [
    t.ask.growth(latest.place, year),
    peer && t.ask.compare([latest.place, peer.place], year),
    latest.planned.length && t.ask.goals(latest.place, latest.planned[0]),
    others.length && t.ask.grain(others[0].place, others[0].reviewed.at(-1)),
  ].filter(Boolean);
}

// Places and the years of their reports: [["张家口市", "2007、2017、2024"], …].
function holdings(reports) {
  const years = new Map();
  for (const report of [...reports].sort((a, b) => a.year - b.year)) {
    const place = report.place || report.title;
    years.set(place, [...(years.get(place) || []), report.year].filter(Boolean));
  }
  return [...years].map(([place, those]) => [place, [...new Set(those)].join("、")]);
}

function refusalView(reply, question, reports, t, ask) {
  const reason = t.reason[reply.refusal_reason];
  const coverage = reply.coverage;
  return el("div.refusal",
    reason && el("p.reason", reason),
    reply.answer.split("\n").filter(Boolean).map((line) => el("p", line)),
    nearestPassages(reply.nearest, t),
    choices(t.tryThese, suggestions(question, coverage, reports, t), ask),
    holdingsView(holdings(reports), t),
  );
}

function nearestPassages(passages, t) {
  if (!passages.length) return null;
  const item = (passage, index) => el("li",
    el("button.passage", { type: "button", "data-nearest": index },
      el("span.where", [whereOf(passage, t), pathOf(passage)].filter(Boolean).join(" · ")),
      el("span.quote", passage.text)));
  return el("section", el("h4", t.passages), el("ul.passages", passages.slice(0, SUGGESTIONS).map(item)));
}

function choices(title, questions, ask) {
  if (!questions.length) return null;
  const items = questions.map((question) => el("li", el("button.choice", { type: "button", click: () => ask(question) }, question)));
  return el("section.choices", el("h4", title), el("ul", items));
}

function holdingsView(held, t) {
  if (!held.length) return null;
  const items = held.slice(0, SHOWN_REPORTS).flatMap(([place, years]) => [el("dt", place), el("dd", years)]);
  return el("section", el("h4", t.covered), el("dl.held", items, held.length > SHOWN_REPORTS && el("dt", "……")));
}
