// The search page: loads the index data in pieces, builds the index, shows what is found as text.
"use strict";
(() => {
  const form = document.getElementById("find"), list = document.getElementById("found");
  const state = document.getElementById("state"), more = document.getElementById("more");
  const fields = ["what", "id", "url", "head", "also", "kind", "stance", "document"];
  const labels = { claim: "claim", fact: "fact", entity: "name", document: "document", work: "work" };
  const { pieces, total } = STANDOFF.search;
  const STEP = 50;
  let index = null, found = [], shown = 0;
  const records = [];

  async function ready() {
    if (index) return;
    const made = new MiniSearch({ fields: ["head", "also", "id"], idField: "n",
      searchOptions: { boost: { head: 2 }, boostDocument: (id, term) => weight(records[id], term), prefix: true, fuzzy: (term) => (term.length > 5 ? 0.15 : false), combineWith: "AND" } });
    for (let n = 1; n <= pieces; n += 1) {
      state.textContent = `Reading ${total.toLocaleString("en")} records …`;
      await STANDOFF.load(`data/search-${n}.js`);
      const batch = STANDOFF[`search-${n}`].map((row, at) => Object.fromEntries(
        [["n", records.length + at], ...fields.map((field, f) => [field, row[f]])]));
      delete STANDOFF[`search-${n}`];
      records.push(...batch);
      await made.addAllAsync(batch, { chunkSize: 500 });
    }
    index = made;
  }

  // A name or a title that is asked for stands above the many claims that mention it.
  function weight({ what, head, also }, term) {
    const named = what === "entity" && `${head} ${also}`.toLowerCase().split(/\W+/).includes(term);
    return named ? (head.toLowerCase() === term ? 12 : 3) : what === "claim" ? 1 : 1.5;
  }

  const fits = (wanted) => (record) =>
    (!wanted.type || record.what === wanted.type) && (!wanted.kind || record.kind === wanted.kind) &&
    (!wanted.stance || record.stance === wanted.stance) && (!wanted.document || record.document === wanted.document);

  function find() {
    const wanted = Object.fromEntries(new FormData(form)), words = wanted.q.trim(), keep = fits(wanted);
    const facets = wanted.type || wanted.kind || wanted.stance || wanted.document;
    const search = (options) => index.search(words, options).map(({ id }) => records[id]).filter(keep);
    found = words ? search() : facets ? records.filter(keep) : [];
    const some = words && !found.length && /\s/.test(words);
    if (some) found = search({ combineWith: "OR" });
    list.replaceChildren();
    shown = 0;
    grow();
    const told = `${found.length.toLocaleString("en")} found`;
    state.textContent = !words && !facets ? `${total.toLocaleString("en")} records to search.` : found.length ?
      (some ? `Nothing has all these words; ${told} with some of them` : told) : facets ?
        "Nothing found with these choices: set them to “everything” and “any”, or try another word." :
        "Nothing found. Try fewer words, another form of the word, or the lists of names and documents.";
    const query = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value));
    history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}`);
  }

  function grow() {
    list.append(...found.slice(shown, shown + STEP).map(line));
    shown = Math.min(found.length, shown + STEP);
    more.hidden = shown >= found.length;
  }

  function element(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
  }
  function line(record) {
    const item = document.createElement("li"), link = element("a", "statement", ""), meta = element("span", "meta", "");
    item.className = "brief";
    const words = document.createElement("bdi");
    words.textContent = record.head;
    link.append(words);
    link.href = record.url;
    meta.append(element("span", "what", labels[record.what]), " ");
    if (record.kind) meta.append(element("span", "kind", record.kind), " ");
    if (record.stance) {
      const stance = element("span", `stance st-${record.stance}`, ` ${record.stance}`), pie = element("span", `pie p-${record.stance}`, "");
      pie.setAttribute("aria-hidden", "true");
      stance.prepend(pie);
      meta.append(stance, " ");
    }
    meta.append(element("span", "quiet", record.id));
    item.append(link, meta);
    return item;
  }

  more.addEventListener("click", () => { const at = shown; grow(); list.children[at]?.querySelector("a").focus(); });
  let waiting = 0;
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => ready().then(find), 120); });
  form.addEventListener("submit", (event) => { event.preventDefault(); ready().then(find); });

  const given = new URLSearchParams(location.search);
  for (const [name, value] of given) if (form.elements[name]) form.elements[name].value = value;
  if (given.size) ready().then(find);
  else form.elements.q.focus();
})();
