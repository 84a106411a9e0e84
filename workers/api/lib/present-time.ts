/** ISO 8601 in UTC: how the API writes every moment. */
export const presentTime = (ms: number): string => new Date(ms).toISOString()
