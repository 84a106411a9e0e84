import { expect, test } from 'vitest'
import { singleFlight } from './single-flight.ts'

const never = () => new Promise<string>(() => {})

test('those who want the same at the same moment share one answer', async () => {
  let times = 0
  const work = async () => {
    times += 1
    await scheduler.wait(10)
    return `answer ${times}`
  }
  const answers = await Promise.all([
    singleFlight('shared', work),
    singleFlight('shared', work),
    singleFlight('shared', work),
  ])
  expect(answers).toEqual(Array(3).fill('answer 1'))
  expect(await singleFlight('shared', work)).toBe('answer 2')
})

test('a fault is everybody’s, and over with them', async () => {
  const fails = async (): Promise<string> => {
    await scheduler.wait(1)
    throw new Error('no')
  }
  const both = await Promise.allSettled([singleFlight('failed', fails), singleFlight('failed', fails)])
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await singleFlight('failed', async () => 'yes')).toBe('yes')
})

test('work whose request died keeps those who want it waiting once: one does it anew, for all', async () => {
  void singleFlight('dead', never)
  let times = 0
  const work = async () => {
    times += 1
    await scheduler.wait(5)
    return 'alive'
  }
  expect(await Promise.all(Array.from({ length: 5 }, () => singleFlight('dead', work, 30)))).toEqual(
    Array(5).fill('alive'),
  )
  expect(times).toBe(1)
  expect(await Promise.race([singleFlight('dead', work, 60_000), scheduler.wait(30_000)])).toBe('alive')
})
