// A part of the page, as the navigation and its heading call it.
import type { Markup } from "../../drawings/page/markup.ts";

export interface Part {
  /** Unique in the page. */
  readonly id: string;
  readonly title: string;
  /** Beside the title in the navigation. */
  readonly count: number | null;
  /** Beside the heading. */
  readonly note: string | null;
  readonly content: readonly Markup[];
}
