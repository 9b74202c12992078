// Looks at the page as it is laid out, and leaves what it found as JSON in an attribute of the body.
"use strict";
{
  const inside = (inner, outer) => inner.left >= outer.left - 1 && inner.right <= outer.right + 1
      && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
  const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
  const figures = [...document.querySelectorAll("figure")].map((figure) => {
    const drawing = figure.querySelector("svg");
    const frame = drawing.getBoundingClientRect();
    // The boxes of slanted words are larger than the words: they are only looked at for being cut off.
    const words = [...drawing.querySelectorAll("text")].map((text) => ({ text: text.textContent, box: text.getBoundingClientRect(),
      slanted: new DOMMatrix(getComputedStyle(text).transform).b !== 0 || (text.closest("[transform]") ?? text).outerHTML.includes("rotate(")
          || (text.closest("[transform]")?.getAttribute("transform") ?? "").startsWith("matrix(") }));
    const flat = words.filter((word) => !word.slanted);
    return {
      id: figure.id,
      marks: [...drawing.querySelectorAll(".marks > *")].map((mark) => {
        const box = mark.getBoundingClientRect();
        return { text: mark.dataset.value, series: mark.parentNode.classList[1], width: box.width, height: box.height, inside: inside(box, frame),
          fill: getComputedStyle(mark).fill };
      }),
      cut: words.filter((word) => !inside(word.box, frame)).map((word) => word.text),
      overlapping: flat.flatMap((one, i) => flat.slice(i + 1).filter((two) => overlap(one.box, two.box)).map((two) => one.text + " | " + two.text)),
      inView: [...drawing.querySelectorAll(".marks > *")].filter((mark) => overlap(mark.getBoundingClientRect(), figure.querySelector(".wide").getBoundingClientRect())).length,
      letters: drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width * 12,
      words: getComputedStyle(drawing.querySelector("text")).fill,
    };
  });
  const first = document.querySelector(".marks > *");
  first.dispatchEvent(new PointerEvent("pointermove", { bubbles: true, clientX: 100, clientY: 100 }));
  const hint = document.getElementById("hint");
  document.body.dataset.probe = JSON.stringify({
    figures,
    cells: [...document.querySelectorAll("tr")].map((row) => [...row.children].map((cell) => cell.textContent).join("|")),
    hint: getComputedStyle(hint).display === "block" ? hint.textContent : "",
    pointed: first.dataset.value,
    background: getComputedStyle(document.body).backgroundColor,
    cutTables: [...document.querySelectorAll(".wide")].filter((table) => table.scrollWidth > table.clientWidth).map((table) => `${table.textContent.slice(0, 60)}: ${table.scrollWidth} > ${table.clientWidth}`),
    width: document.documentElement.clientWidth,
    wide: [...document.querySelectorAll("table, figure svg")].map((content) => {
      const box = content.closest(".wide");
      const note = box?.previousElementSibling;
      const much = content.getBoundingClientRect().width - (box ?? document.body).getBoundingClientRect().width;
      return { what: content.closest("figure")?.id ?? content.textContent.slice(0, 60), beyond: much > 1,
        hinted: note?.className === "cut" && note.getBoundingClientRect().height > 0 && note.textContent.includes("scroll"),
        scrolls: box !== null && ["auto", "scroll"].includes(getComputedStyle(box).overflowX) };
    }),
    scroll: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  });
}
