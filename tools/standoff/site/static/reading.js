// The document page: the records under the pointer or the cursor beside the text, and layers that switch.
"use strict";
(() => {
  const text = document.getElementById("text"), panel = document.getElementById("panel");
  const box = document.getElementById("records"), hint = box.firstElementChild;
  const pieces = new Map();
  for (const piece of text.querySelectorAll("[data-r]")) {
    for (const id of piece.dataset.r.split(" ")) {
      if (!pieces.has(id)) pieces.set(id, []);
      pieces.get(id).push(piece);
    }
  }
  const known = [...pieces.keys()].filter((id) => document.getElementById(id));
  const steps = known.some((id) => id.startsWith("c-")) ? known.filter((id) => /^[cx]-/.test(id)) : known;
  let pinned = "", lit = [], at = -1;

  function light(ids) {
    for (const piece of lit) piece.classList.remove("on", "on-main");
    lit = [];
    ids.forEach((id, n) => {
      for (const piece of pieces.get(id) || []) {
        piece.classList.add(n ? "on" : "on-main");
        lit.push(piece);
      }
    });
  }

  function show(ids) {
    const cards = [];
    for (const id of ids) {
      const card = document.getElementById(id);
      if (!card) continue;
      const copy = card.cloneNode(true);
      copy.removeAttribute("id");
      copy.removeAttribute("hidden");
      if (copy.tagName === "LI") {
        const holder = document.createElement("div");
        holder.className = "card ent-card";
        holder.append(...copy.childNodes);
        cards.push(holder);
      } else {
        copy.querySelector(".context")?.remove();
        cards.push(copy);
      }
    }
    box.replaceChildren(...(cards.length ? cards : [hint]));
    box.scrollTop = 0;
    document.documentElement.classList.toggle("has-record", cards.length > 0);
  }

  const idsOf = (piece) => piece.dataset.r.split(" ").filter((id) => visible(id));
  const off = new Set();
  const layerOf = { c: "claims", a: "attributions", e: "entities", x: "citations", w: "citations" };
  const visible = (id) => !off.has(layerOf[id[0]]);

  function pick(ids, scroll) {
    pinned = ids[0] || "";
    at = steps.indexOf(pinned);
    light(ids.slice(0, 1));
    show(ids);
    if (scroll && lit.length) lit[0].scrollIntoView({ block: "center", behavior: "auto" });
  }

  text.addEventListener("mouseover", (event) => {
    const piece = event.target.closest("[data-r]");
    if (pinned || !piece) return;
    const ids = idsOf(piece);
    light(ids.slice(0, 1));
    show(ids);
  });
  text.addEventListener("click", (event) => {
    if (event.target.closest("a") || String(getSelection())) return;
    const piece = event.target.closest("[data-r]");
    const ids = piece ? idsOf(piece) : [];
    pick(ids, false);
    if (ids.length) history.replaceState(null, "", `#${ids[0]}`);
  });
  const clear = () => { pick([], false); text.focus({ preventScroll: true }); };
  document.getElementById("close-panel").addEventListener("click", clear);

  function step(by) {
    for (let n = at + by; n >= 0 && n < steps.length; n += by) {
      if (!visible(steps[n])) continue;
      pick([steps[n], ...companions(steps[n])], true);
      history.replaceState(null, "", `#${steps[n]}`);
      return;
    }
  }
  const companions = (id) => idsOf(pieces.get(id)[0]).filter((other) => other !== id && /^[cax]-/.test(other));

  text.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowRight" || event.key === "j") { event.preventDefault(); step(1); }
    else if (event.key === "ArrowLeft" || event.key === "k") { event.preventDefault(); step(-1); }
    else if (event.key === "Enter" && pinned) { event.preventDefault(); panel.focus(); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && pinned && !event.target.closest("input, select")) clear();
  });

  const layer = ({ name, checked }) => {
    text.classList.toggle(`no-${name}`, !checked);
    if (checked) off.delete(name); else off.add(name);
  };
  const layers = document.getElementById("layers");
  layers.addEventListener("change", (event) => layer(event.target));
  // Going back, browsers set the boxes as the reader left them.
  addEventListener("pageshow", () => layers.querySelectorAll("input").forEach(layer));

  // Addresses: #c-… (a record), #s-12 (a sentence), #t=120-245 (code points 120 to 245 of the source text).
  function follow() {
    const hash = decodeURIComponent(location.hash.slice(1));
    const range = /^t=(\d+)-(\d+)$/.exec(hash);
    if (range) { stretch(Number(range[1]), Number(range[2])); return; }
    if (pieces.has(hash) && document.getElementById(hash)) {
      pick([hash, ...companions(hash)], true);
    }
  }
  // Offsets are code points of the source text, as everywhere in the data: a sentence knows its first one.
  const sentences = [...text.querySelectorAll(".s")];
  const points = (words) => [...words].length;
  function* parts(sentence) {
    const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(), at = Number(sentence.dataset.o); node; node = walker.nextNode()) {
      const gap = node.parentElement.closest("[data-g]");
      if (node.parentElement.closest(".no") || (!gap && !node.parentElement.closest(".w, mark"))) continue;
      const length = gap ? Number(gap.dataset.g) : points(node.data);
      yield { node, at, length, gap: !!gap };
      at += length;
    }
  }
  function place(offset) {
    const sentence = sentences.findLast((one) => Number(one.dataset.o) <= offset) || sentences[0];
    let last = null;
    for (const part of parts(sentence)) {
      last = part;
      if (offset <= part.at + part.length) {
        const inside = part.gap ? 0 : [...part.node.data].slice(0, offset - part.at).join("").length;
        return [part.node, inside];
      }
    }
    return last ? [last.node, last.node.data.length] : null;
  }
  function stretch(start, end) {
    const from = place(start), to = place(end);
    if (!from || !to) return;
    const range = document.createRange();
    range.setStart(...from);
    range.setEnd(...to);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    from[0].parentElement.scrollIntoView({ block: "center" });
  }
  function offsets(range) {
    const touched = sentences.filter((one) => range.intersectsNode(one));
    if (!touched.length) return null;
    let start = Number(touched[0].dataset.o), end = start;
    for (const sentence of touched) {
      for (const part of parts(sentence)) {
        if (part.node === range.startContainer) start = part.at + (part.gap ? 0 : points(part.node.data.slice(0, range.startOffset)));
        if (!range.intersectsNode(part.node)) continue;
        end = part.at + (part.node === range.endContainer && !part.gap ? points(part.node.data.slice(0, range.endOffset)) : part.length);
      }
    }
    return [start, end];
  }

  const share = document.createElement("button");
  share.type = "button";
  share.className = "share";
  share.hidden = true;
  share.textContent = "Copy link to this passage";
  text.after(share);
  document.addEventListener("selectionchange", () => {
    const chosen = getSelection();
    share.hidden = chosen.isCollapsed || !chosen.anchorNode || !text.contains(chosen.anchorNode) ||
      !text.contains(chosen.focusNode);
  });
  share.addEventListener("click", () => {
    const range = getSelection().getRangeAt(0);
    const found = offsets(range);
    if (!found) return;
    location.hash = `t=${found[0]}-${found[1]}`;
    navigator.clipboard?.writeText(location.href).catch(() => {});
    share.textContent = "Link copied";
    setTimeout(() => { share.textContent = "Copy link to this passage"; share.hidden = true; }, 1200);
  });

  addEventListener("hashchange", follow);
  // The browser itself goes to the record's place in the list; the text is where a reader wants to be.
  if (document.readyState === "complete") follow();
  else addEventListener("load", () => requestAnimationFrame(follow));
})();
