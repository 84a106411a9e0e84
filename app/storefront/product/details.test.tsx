import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Details } from './details.tsx'

test('what else is known of a product is a list of names and values, as text', () => {
  const attributes = [
    { name: 'Material', value: 'Stoneware' },
    { name: 'Care', value: '<b>Wash</b> by hand' },
  ]
  const page = renderToStaticMarkup(<Details attributes={attributes} />)
  expect(page).toContain('<h2 id="details">Details</h2>')
  expect([...page.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/g)].map(([, name, value]) => [name, value])).toEqual([
    ['Material', 'Stoneware'],
    ['Care', '&lt;b&gt;Wash&lt;/b&gt; by hand'],
  ])
})

test('there is no heading where nothing is known', () => {
  expect(renderToStaticMarkup(<Details attributes={[]} />)).toBe('')
})
