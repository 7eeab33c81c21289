import { type ReactNode, useId } from "react";
import type { Cover, Motif } from "@/data/types";
import css from "./BookCover.module.css";

interface Props {
  title: string;
  author: string;
  cover: Cover;
}

/** A cover drawn from its description: cloth, a pattern, and the title in a frame. */
export function BookCover({ title, author, cover }: Props) {
  const id = useId();
  return (
    <svg className={css.cover} viewBox="0 0 160 240" role="img" aria-label={`Cover of ${title}`}>
      <defs>
        <linearGradient id={`${id}-spine`}>
          <stop offset="0" stopColor="#000" stopOpacity={0.35} />
          <stop offset="0.06" stopColor="#fff" stopOpacity={0.15} />
          <stop offset="0.12" stopColor="#000" stopOpacity={0.1} />
          <stop offset="0.2" stopColor="#000" stopOpacity={0} />
        </linearGradient>
        <clipPath id={`${id}-frame`}>
          <rect x={16} y={108} width={128} height={98} rx={3} />
        </clipPath>
      </defs>
      <rect width={160} height={240} fill={cover.ground} />
      <rect x={10} y={10} width={140} height={220} rx={4} fill="none" stroke={cover.ink} strokeWidth={1.5} opacity={0.6} />
      <g clipPath={`url(#${id}-frame)`} stroke={cover.ink} fill="none" strokeWidth={2} opacity={0.85}>
        {motifs[cover.motif](cover.ink)}
      </g>
      <text className={css.title} fill={cover.ink} textAnchor="middle">
        {wrap(title, 14).map((line, i) => (
          <tspan key={i} x={80} y={42 + i * 19}>
            {line}
          </tspan>
        ))}
      </text>
      <text className={css.author} x={80} y={222} fill={cover.ink} stroke={cover.ground} textAnchor="middle">
        {author.toUpperCase()}
      </text>
      <rect width={160} height={240} fill={`url(#${id}-spine)`} />
    </svg>
  );
}

/** Breaks a title into at most four lines of about so many letters. */
function wrap(title: string, letters: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of title.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > letters) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines.length <= 4 ? lines : [...lines.slice(0, 3), `${lines[3]} …`];
}

const range = (n: number) => Array.from({ length: n }, (_, i) => i);

const motifs: Record<Motif, (ink: string) => ReactNode> = {
  waves: () => range(8).map((i) => <path key={i} d={`M0 ${128 + i * 14}q20 -12 40 0t40 0t40 0t40 0`} />),
  sun: (ink) => (
    <>
      <circle cx={80} cy={180} r={24} fill={ink} />
      {range(13).map((i) => (
        <path key={i} d="M80 144V114" transform={`rotate(${i * 15 - 90} 80 180)`} />
      ))}
    </>
  ),
  hills: (ink) => (
    <>
      <path d="M0 190q40 -60 80 -10t80 -20V240H0z" fill={ink} opacity={0.35} />
      <path d="M0 205q50 -40 90 -5t70 -15V240H0z" fill={ink} opacity={0.6} />
      <circle cx={116} cy={136} r={11} fill={ink} />
    </>
  ),
  stripes: () => range(12).map((i) => <path key={i} d={`M${-60 + i * 20} 240L${20 + i * 20} 104`} strokeWidth={6} opacity={0.5} />),
  dots: (ink) =>
    range(42).map((i) => (
      <circle key={i} cx={26 + (i % 7) * 18} cy={118 + Math.floor(i / 7) * 15} r={3 + ((i * 5) % 4)} fill={ink} stroke="none" />
    )),
  arch: () => range(5).map((i) => <path key={i} d={`M${32 + i * 10} 240V170a${48 - i * 10} ${48 - i * 10} 0 0 1 ${96 - i * 20} 0V240`} />),
  stars: (ink) =>
    range(14).map((i) => {
      const x = 26 + ((i * 47) % 112);
      const y = 120 + ((i * 31) % 76);
      const r = 3 + (i % 3) * 2;
      return (
        <path
          key={i}
          d={`M${x} ${y - r}L${x + r / 3} ${y - r / 3}L${x + r} ${y}L${x + r / 3} ${y + r / 3}L${x} ${y + r}L${x - r / 3} ${y + r / 3}L${x - r} ${y}L${x - r / 3} ${y - r / 3}Z`}
          fill={ink}
          stroke="none"
        />
      );
    }),
};
