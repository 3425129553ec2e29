// The finder: print, and hand the firm over to the chat of this tab.
"use strict";
{
  const chat = document.getElementById("to-chat");
  chat?.addEventListener("click", () => {
    sessionStorage.setItem("aura-profile", chat.dataset.profile);
    sessionStorage.setItem("aura-profile-words", chat.dataset.words);
    location.href = `${document.documentElement.dataset.root}/`;
  });
  document.getElementById("print")?.addEventListener("click", () => {
    for (const part of document.querySelectorAll("details")) part.open = true;
    print();
  });
  document.getElementById("results")?.focus({ preventScroll: false });
}
