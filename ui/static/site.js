// Shared by every page: the theme switch. No cookie but the two choices (language, theme).
"use strict";
{
  const select = document.getElementById("theme");
  select?.addEventListener("change", () => {
    document.cookie = `aura_theme=${select.value}; path=/; max-age=31536000; samesite=lax`;
    document.documentElement.dataset.theme = select.value;
    if (document.body.classList.contains("chat")) location.reload(); // Gradio takes its theme at start
  });
}
