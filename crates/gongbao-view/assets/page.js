"use strict";
(() => {
  const one = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const { facts, sections } = JSON.parse(one("#data").textContent);
  const card = one("#card"), pane = one("#source"), hint = [...card.childNodes];
  const marks = all("#text .f[id]");
  const shown = (mark) => one("#k-" + facts[mark.dataset.f].kind).checked;
  let stop = null, chosen = null;

  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const say = (value) => {
    if (Array.isArray(value)) return value.join("、");
    if (typeof value !== "object") return String(value).replace("_", " ");
    return Object.values(value).join("driver" in value ? " → " : " + ");
  };

  function fill(at) {
    const fact = facts[at];
    const what = element("p", "what " + fact.kind, fact.text);
    what.append(element("span", "kind", fact.kind));
    const list = element("dl");
    const row = (name, value, wide) => {
      list.append(element("dt", wide ? "first" : "", name), element("dd", wide ? "wide" : "", value));
    };
    const was = all(`#source [data-s="${at}"]`).map((part) => part.textContent).join("");
    if (was !== fact.text) row("in the source", was, true);
    const { rule, certainty, ...rest } = fact;
    const elsewhere = ["kind", "text", "span", "source", "section", "sentence", "subject_span"];
    for (const [name, value] of Object.entries({ ...rest, certainty, rule })) {
      if (value !== null && !elsewhere.includes(name)) row(name.replace("_", " "), say(value));
    }
    const section = sections[fact.section];
    if (section) row("section", [section.role, section.title].filter(Boolean).join(": "), true);
    card.replaceChildren(what, list);
    card.scrollTop = 0;
  }

  // What a repair replaced, for those who have no pointer to rest on it.
  function fillRepair(at) {
    const text = (part) => part.textContent;
    const list = element("dl");
    const [hint] = all(`#text [data-r="${at}"][data-was]`).map((part) => part.dataset.was);
    for (const [name, value] of [
      ["in the source", all(`#source [data-r="${at}"]`).map(text).join("")],
      ["changed by", hint.slice(hint.lastIndexOf(" · ") + 3)],
    ]) {
      list.append(element("dt", "first", name), element("dd", "wide", value));
    }
    const what = element("p", "what repairs", all(`#text [data-r="${at}"]`).map(text).join("") || "—");
    what.append(element("span", "kind", "repair"));
    card.replaceChildren(what, list);
  }

  function show(inText, inSource) {
    all(".on").forEach((part) => part.classList.remove("on"));
    all(`${inText}, ${inSource}`).forEach((part) => part.classList.add("on"));
    document.body.classList.add("open");
    const there = one(inSource);
    if (there) {
      const offset = there.getBoundingClientRect().top - pane.getBoundingClientRect().top;
      pane.scrollTop += offset - pane.clientHeight / 3;
    }
  }

  function choose(at, move) {
    chosen = at;
    fill(at);
    show(`#text [data-f="${at}"]`, `#source [data-s="${at}"]`);
    const mark = document.getElementById("f" + at);
    reach(mark);
    if (move) {
      mark.focus({ preventScroll: true });
      mark.scrollIntoView({ block: "nearest" });
    }
  }

  function chooseRepair(at) {
    chosen = "repair";
    fillRepair(at);
    show(`#text [data-r="${at}"]`, `#source [data-r="${at}"]`);
    one(`#text [data-r="${at}"]`).scrollIntoView({ block: "nearest" });
  }

  function close() {
    all(".on").forEach((part) => part.classList.remove("on"));
    document.body.classList.remove("open");
    card.replaceChildren(...hint);
    chosen = null;
  }

  // One stop for the tabulator in the whole text; from there the arrows go on.
  function reach(mark) {
    if (stop) stop.tabIndex = -1;
    stop = mark;
    if (stop) stop.tabIndex = 0;
  }

  one("#text").addEventListener("click", (event) => {
    let mark = event.target.closest(".f");
    while (mark && !shown(mark)) mark = mark.parentElement.closest(".f");
    const repair = event.target.closest(".r");
    if (mark) choose(mark.dataset.f, true);
    else if (repair && one("#k-repairs").checked) chooseRepair(repair.dataset.r);
  });
  one("#text").addEventListener("keydown", (event) => {
    if (!event.target.matches(".f") || event.altKey || event.ctrlKey || event.metaKey) return;
    const way = marks.filter(shown), here = way.indexOf(event.target);
    const to = {
      ArrowRight: here + 1, ArrowDown: here + 1, ArrowLeft: here - 1, ArrowUp: here - 1,
      Home: 0, End: way.length - 1, Enter: here, " ": here,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (way[to]) choose(way[to].dataset.f, true);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen !== null) close();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-to]");
    if (!link) return;
    event.preventDefault();
    const kind = one("#k-" + facts[link.dataset.to].kind);
    kind.checked = true;
    choose(link.dataset.to, true);
  });
  one("#close").addEventListener("click", () => {
    const mark = stop;
    close();
    if (mark) mark.focus({ preventScroll: true });
  });
  one(".bar").addEventListener("change", () => {
    if (!stop || !shown(stop)) reach(marks.find(shown) || null);
  });

  const bar = one(".bar");
  const measure = () => document.body.style.setProperty("--bar", bar.offsetHeight + "px");
  addEventListener("resize", measure);
  measure();
  reach(marks.find(shown) || null);
  const asked = /^#f(\d+)$/.exec(location.hash);
  if (asked && facts[asked[1]] && document.getElementById("f" + asked[1])) choose(asked[1], true);
})();
