// The chart of an answer's table; what draws it is fetched when a chart is asked for.
const A_COURSE = 3;

// Whether the rows tell one thing of three years or more.
function tellsCourse({ rows }) {
  const labels = rows.map((row) => row[0].text);
  const years = labels.map((label) => /\d{4}/.exec(label)?.[0]);
  return rows.length >= A_COURSE && new Set(years).size === rows.length && !years.includes(undefined) && new Set(labels.map((label) => label.replace(/\d{4}年?/, ""))).size === 1;
}

function drawable({ rows }) {
  return rows.filter((row) => row.some((cell, column) => column && AMOUNT.test(cell.text))).length > 1;
}

// The button that opens and folds the chart, and the box it is drawn into, at once where the question asks for it or the
// rows tell a course; `read(number, opener)` opens a citation.
function drawingOf(table, title, t, read, asked) {
  const box = el("div.drawn", { hidden: true });
  let drawn = null;
  const open = async (on, reveal) => {
    toggle.setAttribute("aria-expanded", String(on));
    box.hidden = !on;
    if (!on) return;
    try {
      drawn ??= (await import(`${HOME}static/tabled.js`)).draw(box, table, title, read, { download: t.downloadPicture, reveal }) ?? true;
    } catch {
      box.replaceChildren(el("p.notice", t.drawFailed));
    }
  };
  const toggle = button(t.draw, () => open(box.hidden, true), { image: "chart", class: "plain", "aria-expanded": "false" });
  if (asked || tellsCourse(table)) open(true, asked);
  return { box, toggle };
}
