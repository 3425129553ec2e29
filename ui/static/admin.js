// The admin page: follows the work under way, then shows its outcome.
"use strict";
{
  const w = JSON.parse(document.getElementById("words").textContent);
  const { root } = document.documentElement.dataset;
  const holder = document.getElementById("job");
  const follow = async () => {
    const response = await fetch(`${root}/admin/job`).catch(() => null);
    const job = response?.ok ? (await response.json()).job : null;
    if (!job || !job.running) {
      if (location.pathname.endsWith("/admin")) location.reload(); // a change of the # alone would load nothing
      else location.replace(`${root}/admin#job`); // a form's answer must not be sent again
      return;
    }
    const bar = document.getElementById("job-bar");
    document.getElementById("job-stage").textContent =
      `${w[`stage_${job.stage}`] ?? "…"} ${job.total ? `${job.done} / ${job.total}` : ""} ${job.note}`;
    if (job.total) { bar.max = job.total; bar.value = job.done; }
    setTimeout(follow, 500);
  };
  if (holder?.dataset.running) follow();
}
