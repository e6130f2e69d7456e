import { GraphQLError, GraphQLScalarType } from 'graphql';

export type ScalarName = 'AreaCode' | 'DateTime' | 'Date' | 'JSON';
export type Scalars = Readonly<Record<ScalarName, GraphQLScalarType>>;

const AREA_CODE = /^\d{6}(\d{3}){0,3}$/;
const DAY = /^(?!0000)\d{4}-\d{2}-\d{2}$/;
const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** 6, 9, 12 or 15 digits. */
export function isAreaCode(value: unknown): value is string {
  return typeof value === 'string' && AREA_CODE.test(value);
}

/** A day that exists, as YYYY-MM-DD: 2026-02-29 is none. */
export function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !DAY.test(value)) return false;
  const midnight = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(value);
}

/** The instant that an RFC 3339 text names, or undefined. An offset is required: a local time is not an instant. */
export function instantOf(value: unknown): Date | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.toUpperCase();
  const day = INSTANT.exec(text)?.[1];
  return isDay(day) ? new Date(text) : undefined;
}

function refuse(reason: string): never {
  throw new GraphQLError(reason);
}

function areaCodeOf(value: unknown): string {
  return isAreaCode(value) ? value : refuse('An AreaCode is a string of 6, 9, 12 or 15 digits.');
}

function dayOf(value: unknown): string {
  return isDay(value) ? value : refuse('A Date is a day that exists, written YYYY-MM-DD.');
}

const NOT_AN_INSTANT =
  'A DateTime is an RFC 3339 instant with its offset, such as 2026-11-21T09:30:00+08:00.';

/** Services answer instants as Date, or as text once they have crossed the wire. */
function instantText(value: unknown): string {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  return instantOf(value) ? String(value) : refuse(NOT_AN_INSTANT);
}

const areaCode = new GraphQLScalarType({ name: 'AreaCode', serialize: areaCodeOf, parseValue: areaCodeOf });
const day = new GraphQLScalarType({ name: 'Date', serialize: dayOf, parseValue: dayOf });
const json = new GraphQLScalarType({ name: 'JSON' });

/** For the gateway: a DateTime is checked and handed on as the text that it was, because the service coerces again. */
export const gatewayScalars: Scalars = {
  AreaCode: areaCode,
  Date: day,
  JSON: json,
  DateTime: new GraphQLScalarType({
    name: 'DateTime',
    serialize: instantText,
    parseValue: (value) => (instantOf(value) ? String(value) : refuse(NOT_AN_INSTANT)),
  }),
};

/** For a service: a DateTime becomes a Date. */
export const serviceScalars: Scalars = {
  ...gatewayScalars,
  DateTime: new GraphQLScalarType({
    name: 'DateTime',
    serialize: instantText,
    parseValue: (value) => instantOf(value) ?? refuse(NOT_AN_INSTANT),
  }),
};
