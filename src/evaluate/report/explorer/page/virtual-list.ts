/** A list of any length of which only the visible rows are elements. Rows are equally high. Runs in the page. */

export interface VirtualList {
  /** Shows these answers from the top, or as near as can be to where the list stands. */
  show: (answers: readonly number[], keepPlace: boolean) => void;
  /** Makes the row at a position the active one and brings it into view. */
  activate: (position: number) => void;
  active: () => number;
}

/** `box` scrolls and is a listbox; `fill` writes an answer into the three parts of its row; `open` is called when one is chosen. */
export function virtualList(
  box: HTMLElement,
  fill: (parts: HTMLElement[], answer: number) => void,
  open: (answer: number) => void,
): VirtualList {
  const HEIGHT = 56;
  const SPARE = 6;
  const sheet = document.createElement('div');
  sheet.setAttribute('role', 'presentation');
  box.append(sheet);
  let answers: readonly number[] = [];
  let active = 0;
  /** Row elements by position modulo their number, so that scrolling refills only those that come into view. */
  let rows: { element: HTMLElement; position: number; answer: number }[] = [];
  let asked = false;

  function part(className: string): HTMLElement {
    const element = document.createElement('span');
    element.className = className;
    return element;
  }

  function draw(): void {
    asked = false;
    const visible = Math.ceil(box.clientHeight / HEIGHT) + 2 * SPARE;
    if (rows.length !== visible) {
      rows = Array.from({ length: visible }, (_, at) => {
        const element = document.createElement('div');
        element.setAttribute('role', 'option');
        element.id = `row-${at}`;
        element.className = 'row';
        element.append(...['badge', 'ask', 'note'].map(part));
        return { element, position: -1, answer: -1 };
      });
      sheet.replaceChildren(...rows.map(({ element }) => element));
    }
    const first = Math.max(0, Math.floor(box.scrollTop / HEIGHT) - SPARE);
    for (let position = first; position < first + visible; position++) {
      const row = rows[position % visible];
      const answer = answers[position];
      if (row === undefined) continue;
      const { element } = row;
      element.hidden = answer === undefined;
      if (answer === undefined) continue;
      if (row.position !== position) {
        row.position = position;
        element.style.transform = `translateY(${position * HEIGHT}px)`;
        element.setAttribute('aria-posinset', String(position + 1));
      }
      element.setAttribute('aria-setsize', String(answers.length));
      element.setAttribute('aria-selected', String(position === active));
      if (row.answer !== answer) {
        row.answer = answer;
        fill([...element.children] as HTMLElement[], answer);
      }
    }
    const own = rows[active % visible];
    if (own?.position === active && !own.element.hidden)
      box.setAttribute('aria-activedescendant', own.element.id);
    else box.removeAttribute('aria-activedescendant');
  }

  function ask(): void {
    if (!asked) requestAnimationFrame(draw);
    asked = true;
  }

  function activate(position: number): void {
    active = Math.max(0, Math.min(answers.length - 1, position));
    const top = active * HEIGHT;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + HEIGHT > box.scrollTop + box.clientHeight) box.scrollTop = top + HEIGHT - box.clientHeight;
    draw();
  }

  box.addEventListener('scroll', ask, { passive: true });
  new ResizeObserver(ask).observe(box);
  box.addEventListener('click', (event) => {
    const element = event.target instanceof Element ? event.target.closest('.row') : null;
    const row = rows.find((candidate) => candidate.element === element);
    if (row === undefined) return;
    activate(row.position);
    open(row.answer);
  });
  box.addEventListener('keydown', (event) => {
    const page = Math.max(1, Math.floor(box.clientHeight / HEIGHT) - 1);
    const steps: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: answers.length - 1,
    };
    const to = steps[event.key];
    const answer = answers[active];
    if (to !== undefined) activate(to);
    else if ((event.key === 'Enter' || event.key === ' ') && answer !== undefined) open(answer);
    else return;
    event.preventDefault();
  });

  return {
    show(next, keepPlace) {
      answers = next;
      sheet.style.height = `${answers.length * HEIGHT}px`;
      if (!keepPlace) {
        active = 0;
        box.scrollTop = 0;
      }
      active = Math.max(0, Math.min(answers.length - 1, active));
      draw();
    },
    activate,
    active: () => active,
  };
}
