"use strict";
(() => {
  const form = document.querySelector(".tools");
  const cases = [...document.querySelectorAll("details.case")];
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = cases.map((one) => fold(one.textContent));
  const show = () => {
    const wanted = Object.fromEntries(new FormData(form));
    const words = fold(wanted.words).split(/\s+/).filter(Boolean);
    let shown = 0;
    cases.forEach((one, i) => {
      const fits = ["state", "category", "language", "split"].every((key) => !wanted[key] || one.dataset[key] === wanted[key])
        && words.every((word) => texts[i].includes(word));
      one.hidden = !fits;
      shown += fits;
    });
    form.querySelector("output").textContent = `${shown} of ${cases.length} cases`;
  };
  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
  // A link to a case or to one of its citations opens the case, whatever is filtered.
  const open = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const holder = target && target.closest("details.case");
    if (holder) { holder.hidden = false; holder.open = true; target.scrollIntoView(); }
  };
  addEventListener("hashchange", open);
  open();
})();
