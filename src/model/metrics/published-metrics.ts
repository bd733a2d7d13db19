// The metrics that AWS services publish: under which names, and with exactly which sets of dimensions.
import type { ApiKind } from "../apis/api.ts";
import table from "../tables/published-metrics.json" with { type: "json" };
import { nearestName } from "./nearest-name.ts";

/** What the value of a dimension has to be. */
export interface DimensionResource {
  readonly types: readonly string[];
  /** The attributes of such a resource that give the value; `Ref` is one. */
  readonly attributes: readonly string[];
  /** The value is an ARN; else it is a name or an id, never an ARN. */
  readonly isArn?: boolean;
}

export interface OnlyRegion {
  readonly region: string;
  readonly unless?: string;
}

/** Names of dimensions. */
export type DimensionSet = readonly string[];

interface SeriesRow {
  /** Of API Gateway: the kind of API. */
  readonly of?: string;
  readonly by: readonly string[];
  readonly metrics: readonly string[];
  /** What is called otherwise for this kind of API. */
  readonly instead?: Readonly<Record<string, string>>;
}

interface Row {
  readonly service: string;
  readonly documentation: string;
  readonly series: readonly SeriesRow[];
  /** Metrics whose sets of dimensions the table does not have; a `*` matches any text. */
  readonly also?: readonly string[];
  /** The only region with these metrics; where `unless` is given, only of series without that dimension. */
  readonly onlyIn?: OnlyRegion;
  /** Wrong name → what it is called. */
  readonly wrongNames?: Readonly<Record<string, string>>;
  /** Dimensions that have the same value everywhere. */
  readonly values?: Readonly<Record<string, string>>;
  readonly resources?: Readonly<Record<string, DimensionResource>>;
}

interface Table {
  readonly source: string;
  /** When it was last compared with its source: `2026-11-30`. */
  readonly date: string;
  readonly namespaces: Readonly<Record<string, Row>>;
}

const { date, namespaces } = table as Table;
/** When the table was last compared with AWS's documentation. */
export const tableDate = date;

export class Publisher {
  readonly service: string;
  readonly documentation: string;
  readonly resources: ReadonlyMap<string, DimensionResource>;
  readonly values: ReadonlyMap<string, string>;
  readonly onlyIn: OnlyRegion | null;
  readonly #row: Row;

  constructor(row: Row) {
    this.#row = row;
    this.service = row.service;
    this.documentation = row.documentation;
    this.resources = new Map(Object.entries(row.resources ?? {}));
    this.values = new Map(Object.entries(row.values ?? {}));
    this.onlyIn = row.onlyIn ?? null;
  }

  /** Whether the service publishes a metric of that name, with whatever dimensions. */
  publishes(metric: string): boolean {
    return this.setsOf(metric).length > 0 || (this.#row.also ?? []).some((pattern) => isLike(metric, pattern));
  }

  /** Whether a series of that name can be shown to be published or not: with its sets of dimensions, or called otherwise. */
  isJudged(metric: string): boolean {
    return this.setsOf(metric).length > 0 || this.rightNameOf(metric) !== null;
  }

  /** The name that comes closest to one that the service does not publish; null where none does. */
  nearestTo(metric: string): string | null {
    const also = (this.#row.also ?? []).filter((name) => !name.includes("*"));
    return nearestName(metric, [...this.#row.series.flatMap(({ metrics }) => metrics), ...also]);
  }

  /** The sets with which it publishes a metric; none for a metric that the table does not know. @param kind of API Gateway's APIs only those */
  setsOf(metric: string, kind: ApiKind | null = null): readonly DimensionSet[] {
    const rows = this.#row.series.filter(({ of, metrics }) => metrics.includes(metric) && (kind === null || of === kind));
    const sets = rows.flatMap(({ by }) => by);
    return [...new Set(sets)].map((set) => (set === "" ? [] : set.split("+")));
  }

  /** What a metric is called for which that name is a frequent mistake; null for any other name. */
  rightNameOf(metric: string, kind: ApiKind | null = null): string | null {
    const ofKind = kind === null ? undefined : this.#row.series.find(({ of }) => of === kind);
    const names = new Map(Object.entries((kind === null ? this.#row.wrongNames : ofKind?.instead) ?? {}));
    return names.get(metric) ?? null;
  }
}

function isLike(text: string, pattern: string): boolean {
  const [start = "", end] = pattern.split("*");
  return end === undefined ? text === pattern : text.startsWith(start) && text.endsWith(end);
}

const PUBLISHERS: ReadonlyMap<string, Publisher> = new Map(
  Object.entries(namespaces).map(([namespace, row]) => [namespace, new Publisher(row)]),
);

/** The namespaces that the table knows. */
export const publishedNamespaces: readonly string[] = [...PUBLISHERS.keys()];

/** null for a namespace that the table does not know. */
export function publisherOf(namespace: string): Publisher | null {
  return PUBLISHERS.get(namespace) ?? null;
}

export function isSameSet(a: DimensionSet, b: DimensionSet): boolean {
  return a.length === b.length && a.every((name) => b.includes(name));
}

/** For a person: `FunctionName + Resource`. */
export function setInWords(set: DimensionSet): string {
  return set.length === 0 ? "no dimension" : set.join(" + ");
}
