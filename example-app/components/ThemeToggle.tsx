import { setTheme, useTheme } from "@/lib/theme";
import css from "./IconButton.module.css";

export function ThemeToggle() {
  const theme = useTheme();
  const next = theme === "dark" ? "light" : "dark";
  return (
    <button
      type="button"
      className={css.button}
      disabled={theme === undefined}
      aria-label={`Switch to the ${next} theme`}
      onClick={() => setTheme(next)}
    >
      <svg viewBox="0 0 24 24" width={20} height={20} aria-hidden="true">
        {theme === "dark" ? (
          <g stroke="currentColor" strokeWidth={2} strokeLinecap="round">
            <circle cx={12} cy={12} r={4} fill="currentColor" stroke="none" />
            <path d="M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M5 19l2-2M17 7l2-2" />
          </g>
        ) : (
          <path fill="currentColor" d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z" />
        )}
      </svg>
    </button>
  );
}
