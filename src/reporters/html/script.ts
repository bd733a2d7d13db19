// The only script of the page: it filters open findings. The page's policy allows it by its hash.

export const script = `
(() => {
  const form = document.querySelector("form.filter");
  if (form === null) return;
  const output = form.querySelector("output");
  const checks = [...document.querySelectorAll("article.check")].map((article) => ({
    article,
    head: (article.querySelector("header")?.textContent ?? "").toLowerCase(),
    findings: [...article.querySelectorAll(".finding")].map((node) => ({ node, text: node.textContent.toLowerCase() })),
  }));
  const all = checks.reduce((sum, { findings }) => sum + findings.length, 0);
  const apply = () => {
    const words = form.elements.text.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const show = form.elements.show.value;
    const of = form.elements.of.value;
    let shown = 0;
    for (const { article, head, findings } of checks) {
      let own = 0;
      for (const { node, text } of findings) {
        const isKind = show === "" || (show === "gates" ? node.dataset.gates === "yes" : node.dataset.state === show);
        const isOf = of === "" || article.dataset.of === of;
        const isFound = words.every((word) => text.includes(word) || head.includes(word));
        node.hidden = !(isKind && isOf && isFound);
        own += node.hidden ? 0 : 1;
      }
      article.hidden = own === 0;
      shown += own;
    }
    output.textContent = shown === all ? "" : shown + " of " + all + " findings";
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  apply();
})();
`;
