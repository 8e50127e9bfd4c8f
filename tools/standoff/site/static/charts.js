// Charts are drawn from the tables on the page; without scripts the tables are there.
"use strict";
(() => {
  const tones = {
    factual: "var(--c1)", prediction: "var(--c2)", evaluation: "var(--c3)", prescription: "var(--c4)",
    asserted: "var(--s1)", likely: "var(--s2)", possible: "var(--s3)", unlikely: "var(--s4)", denied: "var(--s5)",
    open: "var(--s6)", "in its own voice": "var(--c1)", "quoted by others": "var(--c2)",
    "claims about the year": "var(--c1)", "claims published in the year": "var(--c3)",
  };

  function read(figure) {
    const table = figure.querySelector("table");
    const series = [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.textContent.trim());
    const rows = [...table.tBodies[0].rows].flatMap((row, order) => series.map((name, n) => ({
      name: row.cells[0].textContent.trim(), order, series: name, value: Number(row.cells[n + 1].textContent) })));
    return { series, rows };
  }

  const short = (name) => (name.length > 34 ? `${name.slice(0, 32).trimEnd()}…` : name);

  function draw(figure) {
    const { series, rows } = read(figure), kind = figure.dataset.chart, width = figure.clientWidth;
    const names = [...new Map(rows.map((row) => [row.order, row.name])).entries()];
    const colour = { domain: series, range: series.map((name) => tones[name]), legend: true };
    const base = { width, style: { background: "none", fontFamily: "inherit", fontSize: "13px", overflow: "visible" },
      color: colour };
    const narrow = width < 480;
    if (kind === "years") {
      return Plot.plot({ ...base, height: 240, marginLeft: 40, x: { type: "band", label: null, domain: names.map(([, name]) => name), ticks: ticks(names), padding: 0.25 },
        y: { label: null, grid: true, ticks: 4 }, marks: [
          Plot.barY(rows.filter((r) => r.series === series[0]), { x: "name", y: "value", fill: "series", insetLeft: 1, insetRight: 1 }),
          Plot.tickY(rows.filter((r) => r.series === series[1] && r.value), { x: "name", y: "value", stroke: "series", strokeWidth: 4, strokeLinecap: "butt" }),
          Plot.ruleY([0], { stroke: "var(--rule)" })] });
    }
    const offset = kind === "share" ? "normalize" : null;
    const label = new Map(names.map(([order, name]) => [order, narrow && name.length > 20 ? `${name.slice(0, 18)}…` : short(name)]));
    return Plot.plot({ ...base, height: 34 + names.length * 30, marginLeft: narrow ? 130 : 230, marginRight: 34, marginTop: 6,
      x: { label: null, grid: true, ticks: narrow ? 3 : 5, tickFormat: kind === "share" ? "%" : undefined },
      y: { label: null, domain: names.map(([order]) => order), tickFormat: (order) => label.get(order), tickSize: 0 },
      marks: [Plot.barX(rows, { x: "value", y: "order", fill: "series", order: series, offset, insetTop: 4, insetBottom: 4,
        title: (row) => `${row.name}: ${row.value} ${row.series}` }),
      ...(kind === "share" ? [] : [Plot.text(totals(rows), { x: "value", y: "order", text: (row) => String(row.value), dx: 4, textAnchor: "start", fill: "var(--soft)" })])] });
  }

  const totals = (rows) => [...rows.reduce((sum, row) => sum.set(row.order, (sum.get(row.order) || 0) + row.value), new Map())]
    .map(([order, value]) => ({ order, value }));

  function ticks(names) {
    const years = names.map(([, name]) => name), every = Math.max(1, Math.ceil(years.length / 8));
    return years.filter((_, n) => n % every === 0 || n === years.length - 1);
  }

  function drawAll() {
    for (const figure of document.querySelectorAll("figure[data-chart]")) {
      const place = figure.querySelector(".plot");
      if (!figure.querySelector("tbody tr")) continue;
      const chart = draw(figure);
      // The styles that Plot writes into the drawing stand in site.css: a strict policy refuses inline ones.
      for (const style of chart.querySelectorAll("style")) style.remove();
      place.replaceChildren(chart);
    }
  }
  drawAll();
  let waiting = 0, last = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === last) return;
    last = innerWidth;
    clearTimeout(waiting);
    waiting = setTimeout(drawAll, 150);
  });
})();
