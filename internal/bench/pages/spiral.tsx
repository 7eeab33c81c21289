// 2,398 tiles along a spiral in 960 by 720 pixels, whose places are computed while rendering: the page of the SSR performance showdown.

const width = 960;
const height = 720;
const size = 10;

export default function Spiral() {
  const tiles = [];
  let angle = 0;
  let radius = 0;
  for (let id = 0; radius < Math.min(width, height) / 2; id++) {
    const x = width / 2 + Math.cos(angle) * radius;
    const y = height / 2 + Math.sin(angle) * radius;
    if (x >= 0 && x <= width - size && y >= 0 && y <= height - size) {
      tiles.push(<div key={id} className="tile" style={{ left: `${x.toFixed(2)}px`, top: `${y.toFixed(2)}px` }} />);
    }
    angle += 0.2;
    radius += size * 0.015;
  }
  return (
    <div id="root">
      <div id="wrapper">{tiles}</div>
    </div>
  );
}
