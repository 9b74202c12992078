// Shows the value of the mark under the pointer at once; without this script the browser shows the same text after a while.
"use strict";
{
  const hint = document.body.appendChild(document.createElement("div"));
  hint.id = "hint";
  for (const title of document.querySelectorAll(".marks title")) {
    // The text moves to an attribute, or the browser would show it a second time.
    title.parentNode.dataset.value = title.textContent;
    title.remove();
  }
  // Says where a table or chart is wider than the page: the shadow alone may be overlooked.
  const tellCuts = () => {
    document.querySelectorAll(".cut").forEach((note) => note.remove());
    for (const wide of document.querySelectorAll(".wide")) {
      if (wide.scrollWidth > wide.clientWidth + 1) {
        const note = document.createElement("p");
        note.className = "cut";
        note.textContent = "wider than the page: scroll it sideways ↔";
        wide.before(note);
      }
    }
  };
  // A chart whose marks all lie beyond what is seen would look empty: it begins at the first of them.
  const showMarks = () => {
    for (const wide of document.querySelectorAll("figure .wide")) {
      const marks = [...wide.querySelectorAll(".marks > *")].map((mark) => mark.getBoundingClientRect());
      const first = Math.min(...marks.map((box) => box.left));
      if (first > wide.getBoundingClientRect().right - 8 && wide.scrollLeft === 0) {
        wide.scrollLeft = first - wide.getBoundingClientRect().left - wide.clientWidth / 3;
      }
    }
  };
  tellCuts();
  showMarks();
  addEventListener("resize", tellCuts);
  document.addEventListener("toggle", tellCuts, true);
  document.addEventListener("pointermove", (event) => {
    const mark = event.target.closest("[data-value]");
    hint.style.display = mark ? "block" : "none";
    if (mark) {
      hint.textContent = mark.dataset.value;
      const right = scrollX + document.documentElement.clientWidth - hint.offsetWidth - 8;
      hint.style.left = Math.min(event.pageX + 14, right) + "px";
      hint.style.top = event.pageY + 18 + "px";
    }
  });
}
