/** The same, one by one, with a turn for everybody else in between: an isolate has one thread for all of its requests. */
export async function* inTurns<T>(items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T> {
  for await (const item of items) {
    yield item
    await scheduler.wait(0)
  }
}
