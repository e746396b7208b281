// A receipt that is not at its end asks how far it has come until it is, and says so as it happens; without this script
// its link looks again.
(() => {
  const shown = document.querySelector("[data-receipt]");
  if (!shown) return;
  const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });
  const show = (receipt) => {
    const said = shown.querySelector("b");
    if (said.textContent !== receipt.said) said.textContent = receipt.said;
    const steps = receipt.steps.map(([name, seconds]) => {
      const step = Object.assign(element("li", name + " "), { className: "desk-under" });
      step.append(element("bdi", seconds));
      return step;
    });
    shown.querySelector("ol").replaceChildren(...steps);
    if (receipt.finished) shown.querySelector("a")?.remove();
  };
  // Soon at first, then more and more seldom: for half a minute in all.
  let pause = 150;
  const ask = async () => {
    try {
      const answer = await fetch(shown.dataset.receipt, { headers: { accept: "application/json" } });
      // Whoever is not there any more is not asked again; a machine that is busy for a moment is.
      if (answer.status < 500 && !answer.ok) return;
      const receipt = answer.ok ? await answer.json() : null;
      if (receipt) show(receipt);
      if (receipt?.finished) return;
    } catch {
      // The line is down for a moment: it is asked again.
    }
    pause *= 1.25;
    if (pause < 6000) setTimeout(ask, pause);
  };
  setTimeout(ask, pause);
})();
