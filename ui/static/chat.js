// The chat page around Gradio: sources, examples, actions, announcements. Everything that comes
// from a document is set with textContent; nothing is ever parsed as markup.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const w = JSON.parse($("words").textContent);
  const { lang, dataset: { root } } = document.documentElement;
  const make = (tag, props = {}, ...children) => {
    const node = Object.assign(document.createElement(tag), props);
    node.append(...children.filter((c) => c !== null && c !== undefined && c !== ""));
    return node;
  };
  // Framed by another site, browsers may refuse all storage: then the tab forgets at a reload, no more
  const memory = new Map();
  const store = {
    get: (name) => { try { return sessionStorage.getItem(name); } catch { return memory.get(name) ?? null; } },
    set: (name, value) => { try { sessionStorage.setItem(name, value); } catch { memory.set(name, value); } },
    drop: (name) => { try { sessionStorage.removeItem(name); } catch { memory.delete(name); } },
  };
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const plain = (text) => text.replace(/\u00a0/g, " ").trim(); // the spaces are for the eye alone
  const say = (text, language = lang) => {
    const live = $("live");
    live.lang = language;
    live.textContent = "";
    setTimeout(() => { live.textContent = text; }, 60);
  };

  // Gradio's controls
  const field = (id) => document.querySelector(`#${id} textarea, #${id} input`);
  const write = (id, value) => {
    const box = field(id);
    if (!box) return;
    const proto = box instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
    Object.getOwnPropertyDescriptor(proto, "value").set.call(box, value);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const press = (id) => setTimeout(() => document.querySelector(`button#${id}, #${id} button`)?.click(), 30);
  // The button pressed goes away with the answer: without this, the keyboard would start again at the top of the page.
  // On a phone the box would bring up its keyboard over the answer.
  const rest = () => (matchMedia("(pointer: coarse)").matches ? $("content") : field("aura-box"))?.focus({ preventScroll: true });
  const ask = (question) => {
    rest();
    write("aura-box", question);
    setTimeout(() => {
      field("aura-box")?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", bubbles: true }));
      field("aura-box")?.dispatchEvent(new KeyboardEvent("keypress", { key: "Enter", code: "Enter", bubbles: true }));
    }, 30);
  };

  // One source, opened beside the conversation
  const panel = $("panel"), body = $("panel-body"), close = $("panel-close");
  let opener = null, pushed = false;
  const cache = new Map();
  const load = (target) => {
    if (!cache.has(target)) {
      const [, id, start, end] = target.match(/^#source\/([^/]+)\/(\d+)\/(\d+)$/) || [];
      const got = id ? fetch(`${root}/api/source/${id}?start=${start}&end=${end}`).then((r) => {
        if (!r.ok) throw new Error(r.status);
        return r.json();
      }) : Promise.reject(new Error("target"));
      got.catch(() => cache.delete(target));
      cache.set(target, got);
    }
    return cache.get(target);
  };
  const outside = (url, text) => {
    if (!/^https?:\/\//i.test(url)) return document.createTextNode(text);
    const link = make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text);
    link.append(make("span", { className: "hidden" }, ` (${w.new_window})`));
    return link;
  };
  const day = (iso) => {
    const [, month, exact] = iso.match(/^(\d{4}-\d\d)(-\d\d)?$/) || [];
    if (!month) return iso || w.unknown_date; // a year alone is as it is
    const parts = { day: exact && "numeric", month: "long", year: "numeric" };
    return new Date(`${month}${exact ?? "-01"}T12:00:00`).toLocaleDateString(lang === "en" ? "en-GB" : lang, parts);
  };
  const badge = (s) => make("span", { className: `aura-badge aura-${s.status}` }, w[`status_${s.standing}`]);
  const NOT_OFFICIAL = ["press", "article_only"]; // their address is the article's own
  const label = (s) => (s.sources.some((o) => o.url === s.url && NOT_OFFICIAL.includes(o.evidence)) ? w.source_page : w.official_page);
  const facts = (s) => {
    const list = make("dl");
    const row = (name, ...value) => list.append(make("dt", {}, name), make("dd", {}, ...value));
    row(w.as_of, day(s.as_of));
    if (s.publisher) row(w.publisher, s.publisher);
    if (s.section) row(w.section, make("span", { lang: s.language }, s.section));
    if (s.language !== lang) row(w.language, w[`language_${s.language}`]);
    if (s.url) row(label(s), outside(s.url, s.url.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "")));
    return list;
  };
  const brief = (s) => make("p", { className: "brief" }, badge(s), ` ${w[`evidence_${s.evidence}`]} · ${day(s.as_of)}`);
  const sheet = (s) => {
    if (!s.page_image) return "";
    const base = root + s.page_image.replace(/\/\d+\.png.*$/, ""), query = s.page_image.split("?")[1];
    let page = s.page;
    const picture = make("img", { loading: "lazy" });
    const count = make("span", { className: "small" });
    const back = make("button", { type: "button" }, w.page_previous);
    const next = make("button", { type: "button" }, w.page_next);
    const show = () => {
      picture.src = `${base}/${page}.png?${query}`;
      picture.alt = fill(w.page_picture, { page });
      count.textContent = fill(w.page_of, { page, pages: s.pages });
      back.disabled = page <= 1;
      next.disabled = page >= s.pages;
    };
    back.addEventListener("click", () => { page -= 1; show(); });
    next.addEventListener("click", () => { page += 1; show(); });
    show();
    return make("div", { className: "sheet" }, make("div", { className: "turn" }, back, count, next), picture);
  };
  const rests = (s) => {
    if (!s.sources.length) return "";
    const list = make("ul", { className: "small" });
    for (const o of s.sources) {
      const title = o.url ? outside(o.url, o.title) : o.title;
      const rest = [o.publisher, o.date && day(o.date), w[`evidence_${o.evidence}`]].filter(Boolean).join(" · ");
      list.append(make("li", {}, title, ` — ${rest}`));
    }
    return make("div", {}, make("h3", {}, w.rests_on), list);
  };
  // Around the passage, which stays as it is to the letter: no French sign or group of digits begins a line
  const tied = (s, text) => (s.language === "fr" ? text.replace(/ (?=[:;?!»€%])/g, "\u00a0").replace(/(\d) (?=\d{3}\b)/g, "$1\u00a0") : text);
  const open = async (link, target) => {
    opener?.setAttribute("aria-expanded", "false");
    opener = link;
    link.setAttribute("aria-expanded", "true");
    try {
      const s = await load(target);
      const mark = make("mark", { lang: s.language }, s.passage);
      const around = make("div", { className: "around", lang: s.language, tabIndex: 0 });
      around.setAttribute("role", "region");
      around.setAttribute("aria-label", w.panel);
      around.append(make("span", { className: "far" }, tied(s, s.before)), mark, make("span", { className: "far" }, tied(s, s.after)));
      const links = make("p", { className: "acts" },
        make("a", { className: "button", href: root + s.read }, w.read_all),
        s.pages ? make("a", { className: "button", href: root + s.file, target: "_blank" }, w.open_file) : "");
      $("panel-title").textContent = s.title;
      $("panel-title").lang = s.language;
      body.replaceChildren(brief(s), around, sheet(s), facts(s), rests(s), links);
      panel.classList.add("open");
      around.scrollTop = mark.getBoundingClientRect().top - around.getBoundingClientRect().top - 60;
    } catch {
      $("panel-title").textContent = w.panel;
      body.replaceChildren(make("p", {}, w.failed));
    }
    close.hidden = false;
    panel.classList.add("open");
    if (!pushed && matchMedia("(max-width: 60rem)").matches) { // there it lies over the page: "back" must close it
      history.pushState(null, "");
      pushed = true;
    }
    panel.focus({ preventScroll: true });
    panel.scrollTop = 0;
  };
  const shut = () => {
    panel.classList.remove("open");
    close.hidden = true;
    $("panel-title").textContent = w.panel;
    $("panel-title").lang = lang;
    body.replaceChildren(make("p", { className: "muted" }, w.panel_empty));
    opener?.setAttribute("aria-expanded", "false");
    opener?.focus();
    opener = null;
  };
  const leave = () => { if (pushed) history.back(); else shut(); };
  close.addEventListener("click", leave);
  addEventListener("popstate", () => {
    pushed = false;
    if (panel.classList.contains("open")) shut();
  });

  // The quote on hover or focus
  const tip = $("tip");
  const marker = (event) => event.target.closest?.('#aura-log a[href*="#source/"]');
  const hash = (link) => new URL(link.href).hash;
  const peek = async (event) => {
    const link = marker(event);
    if (!link || link === opener) return;
    const s = await load(hash(link)).catch(() => null);
    if (!s || link === opener || !(link.matches(":hover") || link.matches(":focus-visible"))) return;
    tip.lang = s.language;
    tip.textContent = `“${s.passage.trim()}” — ${s.title}`;
    tip.hidden = false;
    const box = link.getBoundingClientRect();
    const left = Math.min(Math.max(8, box.left), innerWidth - tip.offsetWidth - 8);
    const above = box.top - tip.offsetHeight - 8;
    tip.style.left = `${left}px`;
    tip.style.top = `${above > 8 ? above : box.bottom + 8}px`;
  };
  const unpeek = () => { tip.hidden = true; };
  document.addEventListener("mouseover", peek);
  document.addEventListener("focusin", peek);
  document.addEventListener("mouseout", unpeek);
  document.addEventListener("focusout", unpeek);
  addEventListener("scroll", unpeek, { passive: true });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (!tip.hidden) unpeek();
    else if (panel.classList.contains("open") && !document.querySelector("dialog[open]")) leave();
  });

  // Actions inside messages and around them
  const textOf = (bubble) => {
    const text = [...bubble.querySelectorAll(".aura-notice, .aura-text")].map((part) => plain(part.innerText)).join("\n\n");
    const rows = [...bubble.querySelectorAll(".aura-sources li")].map((li) => plain(li.innerText));
    return rows.length ? `${text}\n\n${rows.join("\n")}` : text;
  };
  const copy = (text, done) => navigator.clipboard.writeText(text).then(() => say(done), () => say(w.failed));
  const judge = (id, useful, reason = "") =>
    fetch(`${root}/api/feedback`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ answer_id: id, useful, reason }),
    }).then((r) => say(r.ok ? w.thanks : w.failed), () => say(w.failed));
  const why = $("why");
  const act = (button) => {
    const [name, id] = [button.id.slice(0, button.id.indexOf("-")), button.id.slice(button.id.indexOf("-") + 1)];
    const bubble = button.closest(".message") ?? button.parentElement.parentElement;
    if (name === "copy") {
      copy(textOf(bubble), w.copied);
      button.textContent = w.copied;
    } else if (name === "retry") { press("aura-retry"); rest(); }
    else if (name === "edit") { press("aura-edit"); setTimeout(() => field("aura-box")?.focus(), 400); }
    else if (name === "useful") { judge(id, true); button.setAttribute("aria-pressed", "true"); }
    else if (name === "useless") {
      button.setAttribute("aria-pressed", "true");
      $("why-text").value = "";
      why.returnValue = "";
      why.showModal();
      why.onclose = () => { judge(id, false, why.returnValue ? $("why-text").value : ""); button.focus(); };
    }
  };
  document.addEventListener("click", (event) => {
    const link = marker(event);
    if (link) {
      event.preventDefault();
      unpeek();
      open(link, hash(link));
      return;
    }
    const button = event.target.closest?.("button");
    if (button?.classList.contains("aura-ask")) ask(plain(button.textContent));
    else if (button?.classList.contains("aura-act")) act(button);
  }, true);

  // Stopping goes over a route of ours: no event of Gradio's may run beside another
  const tab = crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint32Array(4))).join("-");
  const busy = () => document.body.classList.contains("busy");
  const stop = () => fetch(`${root}/api/stop`, {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ tab }),
  }).catch(() => say(w.failed));
  const whenIdle = async (then) => {
    if (busy()) await stop();
    for (let i = 0; busy() && i < 50; i += 1) await new Promise((r) => { setTimeout(r, 100); });
    setTimeout(then, 150);
  };
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("#aura-box .stop-button")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    stop();
  }, true);

  // The conversation of this tab: questions to ask again, ids of answers to export
  const saved = "aura-questions", former = "aura-former";
  const state = { ids: [], questions: [] };
  const remember = () => {
    state.ids = [...document.querySelectorAll("#aura-log .aura-answer")].map((a) => a.id.slice("answer-".length));
    state.questions = [...document.querySelectorAll("#aura-log .aura-question")].map((q) => q.innerText.trim());
    if (state.questions.length || document.body.classList.contains("talking")) {
      store.set(saved, JSON.stringify(state.questions));
    }
    $("bar").hidden = !state.questions.length;
    $("undo").hidden = state.questions.length > 0 || !store.get(former);
    document.body.classList.toggle("talking", state.questions.length > 0);
  };
  const download = (kind) => async () => {
    const response = await fetch(`${root}/api/export.${kind}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ answers: state.ids, language: lang }),
    }).catch(() => null);
    if (!response?.ok) { say(w.failed); return; }
    const link = make("a", { href: URL.createObjectURL(await response.blob()), download: `aura.${kind}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 5000);
  };
  const restore = (questions) => { write("aura-questions", JSON.stringify(questions)); press("aura-restore"); };
  $("bar-new").addEventListener("click", () => {
    store.set(former, JSON.stringify(state.questions)); // nothing is lost by it: one button brings it back
    whenIdle(() => press("aura-new"));
    if (panel.classList.contains("open")) leave();
    setTimeout(() => field("aura-box")?.focus(), 300);
    say(w.began_new);
  });
  $("undo").addEventListener("click", () => {
    restore(JSON.parse(store.get(former) ?? "[]"));
    store.drop(former);
    rest();
  });
  $("bar-share").addEventListener("click", () => {
    const link = new URL(`${root}/`, location.href);
    link.hash = state.questions.map((q) => `ask=${encodeURIComponent(q)}`).join("&");
    copy(link.href, w.link_copied);
    $("bar-share").textContent = w.link_copied;
    setTimeout(() => { $("bar-share").textContent = w.share; }, 2500);
  });
  $("bar-md").addEventListener("click", download("md"));
  $("bar-pdf").addEventListener("click", download("pdf"));

  // The firm that the finder handed over
  const profile = () => store.get("aura-profile") ?? "";
  const showProfile = () => {
    const text = store.get("aura-profile-words");
    $("chip").hidden = !text;
    if (text) $("chip").querySelector("span").textContent = `${w.profile_chip} ${text}`;
    write("aura-profile", profile());
  };
  $("chip-drop").addEventListener("click", () => {
    store.drop("aura-profile");
    store.drop("aura-profile-words");
    showProfile();
    field("aura-box")?.focus();
  });

  // Gradio comes up a second or two after the page: what it lacks is added then, and on each change
  let announced = new Set(), known = false;
  const tidy = () => {
    const log = document.querySelector("#aura-log [role=log]");
    if (log && log.getAttribute("aria-live") !== "off") {
      log.setAttribute("aria-live", "off");
      log.setAttribute("aria-label", w.log_label);
    }
    document.body.classList.toggle("busy", document.querySelector("#aura-log .aura-streaming") !== null);
    for (const node of document.querySelectorAll("#aura-log [data-testid][aria-label]")) node.removeAttribute("aria-label");
    const submit = document.querySelector("#aura-box .submit-button"), stop = document.querySelector("#aura-box .stop-button");
    if (submit && !submit.ariaLabel) submit.ariaLabel = w.send;
    if (stop && !stop.ariaLabel) stop.ariaLabel = w.stop;
    const box = field("aura-box");
    if (box && !box.ariaLabel) box.ariaLabel = w.question_label;
    const answers = [...document.querySelectorAll("#aura-log .aura-answer")];
    const fresh = answers.filter((a) => !announced.has(a.id));
    if (fresh.length) {
      const last = fresh.at(-1);
      fresh.forEach((a) => announced.add(a.id));
      const said = [...last.querySelectorAll(".aura-notice, .aura-text")].map((part) => plain(part.innerText)).join(" ");
      say(`${w.answer_ready} ${said.replace(/\s*\[\d+\]/g, "")}`, last.lang);
      bring(last);
    }
    remember();
  };
  const bring = (answer) => {
    const row = answer.closest(".message-row") ?? answer;
    const top = row.getBoundingClientRect().top;
    if (top > innerHeight * 0.5 || top < 0) {
      const asked = row.previousElementSibling;
      (asked?.offsetHeight < innerHeight * 0.4 ? asked : row).scrollIntoView({ block: "start" }); // never behind a long question
    }
  };
  const start = () => {
    if (known || !$("aura-log") || !field("aura-box") || !field("aura-questions") || !$("aura-restore")) return;
    known = true;
    new MutationObserver(tidy).observe($("aura-log").parentElement, { childList: true, subtree: true });
    tidy();
    write("aura-language", `${lang} ${tab}`);
    showProfile();
    const linked = new URLSearchParams(location.hash.slice(1)).getAll("ask");
    let questions = linked;
    if (!linked.length) { try { questions = JSON.parse(store.get(saved) ?? "[]"); } catch { questions = []; } }
    else history.replaceState(null, "", location.pathname);
    if (questions.length) restore(questions);
    document.body.dataset.ready = "yes";
  };
  new MutationObserver((_, observer) => { start(); if (known) observer.disconnect(); })
    .observe(document.querySelector("gradio-app"), { childList: true, subtree: true });
  start();
})();
