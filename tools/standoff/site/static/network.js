// The network: pointing at a source shows its paths only; on demand the drawing can be moved and zoomed.
"use strict";
(() => {
  const drawing = document.getElementById("drawing"), place = document.getElementById("canvas");
  const button = document.getElementById("zoomable");
  if (!drawing) return;
  const nodes = new Map([...drawing.querySelectorAll("a[data-id]")].map((node) => [node.dataset.id, node]));
  const edges = [...drawing.querySelectorAll("path")];

  function focusOn(id) {
    drawing.classList.toggle("some", !!id);
    const near = new Set([id]);
    for (const edge of edges) {
      const on = edge.dataset.a === id || edge.dataset.b === id;
      edge.classList.toggle("on", on);
      if (on) { near.add(edge.dataset.a); near.add(edge.dataset.b); }
    }
    for (const [other, node] of nodes) node.classList.toggle("on", near.has(other));
  }
  for (const [id, node] of nodes) {
    for (const name of ["mouseenter", "focus"]) node.addEventListener(name, () => focusOn(id));
    for (const name of ["mouseleave", "blur"]) node.addEventListener(name, () => focusOn(""));
  }

  let graph = null;
  function resolved(name) {
    const probe = document.createElement("span");
    probe.style.color = `var(${name})`;
    document.body.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value;
  }
  function start() {
    const { nodes: listed, edges: lines } = STANDOFF.network;
    const tone = [0, 1, 2, 3, 4].map((n) => resolved(`--g${n}`));
    graph = cytoscape({
      container: place, layout: { name: "preset" }, minZoom: 0.2, maxZoom: 4, boxSelectionEnabled: false,
      elements: [
        ...listed.map((n) => ({ data: { id: n.id, label: n.name, tone: tone[n.tone], size: n.r * 2 }, position: { x: n.x, y: n.y } })),
        ...lines.map((e, n) => ({ data: { id: `edge ${n}`, source: e.a, target: e.b, width: e.w } }))],
      style: [
        { selector: "node", style: { label: "data(label)", "background-color": "data(tone)", width: "data(size)", height: "data(size)",
          "font-family": "system-ui, sans-serif", "font-size": 13, color: resolved("--ink"), "text-halign": "right", "text-valign": "center", "text-margin-x": 6 } },
        { selector: "edge", style: { width: "data(width)", "line-color": resolved("--edge"), "curve-style": "bezier",
          "target-arrow-shape": "triangle", "target-arrow-color": resolved("--edge"), "arrow-scale": 0.8 } },
        { selector: ".dim", style: { opacity: 0.12 } }],
    });
    graph.on("tap", "node", (event) => {
      graph.elements().addClass("dim");
      event.target.closedNeighborhood().removeClass("dim");
    });
    graph.on("tap", (event) => { if (event.target === graph) graph.elements().removeClass("dim"); });
    graph.fit(undefined, 20);
  }
  function toggle() {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    document.documentElement.classList.toggle("zooming", on);
    if (on && !graph) start();
  }
  button.addEventListener("click", toggle);
  document.addEventListener("standoff-theme", () => {
    if (graph) { graph.destroy(); graph = null; if (button.getAttribute("aria-pressed") === "true") start(); }
  });
})();
