/** The report's only script: values under the pointer in the line charts. Everything else works without it. */

export const script = `
for (const svg of document.querySelectorAll('svg[data-curve]')) {
  const series = JSON.parse(svg.dataset.curve);
  const cursor = svg.querySelector('.cursor');
  const figure = svg.closest('figure');
  let tip;
  const leave = () => { cursor.setAttribute('visibility', 'hidden'); tip?.remove(); tip = undefined; };
  const move = (event) => {
    const box = svg.getBoundingClientRect();
    const x = (event.clientX - box.left) * svg.viewBox.baseVal.width / box.width;
    const near = series.map(({ name, at }) => ({ name, point: at.reduce((a, b) => Math.abs(b[0] - x) < Math.abs(a[0] - x) ? b : a) }));
    const line = cursor.querySelector('line');
    line.setAttribute('x1', near[0].point[0]); line.setAttribute('x2', near[0].point[0]);
    cursor.querySelectorAll('circle').forEach((circle) => circle.remove());
    for (const { point } of near) {
      const circle = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
      circle.setAttribute('cx', point[0]); circle.setAttribute('cy', point[1]); circle.setAttribute('r', 3);
      cursor.append(circle);
    }
    cursor.setAttribute('visibility', 'visible');
    if (!tip) { tip = document.createElement('div'); tip.className = 'tip'; figure.append(tip); }
    tip.textContent = near.map(({ name, point }) => name + ' step ' + point[2] + ': ' + point[3] + '  (raw ' + point[4] + ')').join('\\n');
    const left = event.clientX - figure.getBoundingClientRect().left;
    tip.style.left = Math.max(0, Math.min(left + 12, figure.clientWidth - tip.offsetWidth)) + 'px';
    tip.style.top = 'calc(100% - 4px)';
  };
  svg.addEventListener('pointermove', move);
  svg.addEventListener('pointerdown', move);
  svg.addEventListener('pointerleave', leave);
}
`;
