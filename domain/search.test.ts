import { describe, expect, test } from 'vitest'
import { otherForms } from './search-plurals.ts'
import { isOneLetterApart, likeliest, shapesOf } from './search-spelling.ts'
import { chunksOf, codeTokens, foldText, indexTokens, isSpelled, searchTextOf } from './search-text.ts'

describe('two ways to write one word', () => {
  test.each([
    ['Straße', 'STRASSE'],
    ['ﾊﾝｶｸ', 'ハンカク'],
    ['ＡＢＣ１２３', 'abc123'],
    ['Café', 'cafe\u0301'],
    ['Ёлка', 'елка'],
    ['İstanbul', 'ISTANBUL'],
    ['Łódź', 'lodz'],
    ['ΟΔΟΣ', 'οδος'],
    ['كِتَاب', 'كتاب'],
    ['٠١٢', '012'],
    ['co\u00adop', 'coop'],
    ['タオル', 'たおる'],
    ['ﾀｵﾙ', 'たおる'],
    ['ガラス', 'がらす'],
    ['ラーメン', 'らーめん'],
    ['Mu\u0308ller', 'MÜLLER'],
    ['Foo™', 'foo '],
  ])('%s and %s are the same', (one, other) => {
    expect(indexTokens(one)).toEqual(indexTokens(other))
    expect(foldText(foldText(one))).toBe(foldText(one))
  })

  test.each([
    ['が', 'か'],
    ['й', 'и'],
    ['น้ำ', 'นำ'],
    ['mug', 'mog'],
    ['ガラス', 'からす'],
    ['poet', 'pot'],
    ['Goethe', 'Gothe'],
  ])('%s and %s are not', (one, other) => {
    expect(foldText(one)).not.toBe(foldText(other))
  })
})

describe('tokens', () => {
  test.each([
    ['有田焼 湯呑み茶碗', ['有田', '田焼', '焼', '湯呑', '呑み', 'み茶', '茶碗', '碗']],
    ['ABC茶', ['abc', '茶']],
    ['ラーメン2個', ['らー', 'ーめ', 'めん', 'ん', '2', '個']],
    ['Müller', ['muller', 'mueller']],
    ['Mueller', ['mueller']],
    ['poet', ['poet']],
    ['Smørrebrød', ['smorrebrod', 'smoerrebroed']],
    ['Åland', ['aland', 'aaland']],
    ['Größe', ['grosse', 'groesse']],
    ['Öl-Lampe', ['ol', 'oel', 'lampe', 'ollampe', 'oellampe']],
    ['日本のタオル', ['日本', '本の', 'のた', 'たお', 'おる', 'る']],
    ['찻잔', ['찻잔', '잔']],
    ['A T-shirt, women’s', ['a', 't', 'shirt', 'tshirt', 'women']],
    ['🎁 % \' "', []],
  ])('of %s', (text, tokens) => {
    expect(indexTokens(text)).toEqual(tokens)
  })

  test('of plain text are the same beside a letter that is not', () => {
    const plain = "  Women's T-shirt,\tHP_9 A\r\nb "
    expect(indexTokens(`${plain} é`)).toEqual([...indexTokens(plain), 'e'])
  })

  test.each([
    ['HP-SOP-S', ['hpsops', 'sops', 's']],
    ['hp_sop 01', ['hpsop01', 'sop01', '01']],
    ['ABC123', ['abc123', '123']],
    ['4006381333931', Array.from({ length: 10 }, (_, at) => '4006381333931'.slice(at))],
    ['--', []],
  ])('of the code %s', (code, tokens) => {
    expect(codeTokens(code)).toEqual(tokens)
  })

  test('a product’s, by column, and the words that people may mistype', () => {
    const product = {
      title: 'Stoneware mug 茶碗',
      vendor: 'Harbour',
      productType: '',
      tags: ['gift 2'],
      codes: ['M-1', 'M-2'],
      descriptionText: 'A mug.',
      optionValues: ['Sand', 'Sand'],
    }
    expect(searchTextOf(product)).toEqual({
      title: 'stoneware mug 茶碗 碗',
      codes: 'm1 1 m2 2',
      about: 'harbour gift 2 sand',
      description: 'a mug',
      words: ['stoneware', 'mug', 'harbour', 'gift', 'sand'],
    })
    expect(searchTextOf({ ...product, title: 'Möbel' }).words).toContain('moebel')
    expect(['ab', 'a1b', '茶碗茶', 'тарелка'].map(isSpelled)).toEqual([false, false, false, true])
  })

  test('a chunk of several words is also one', () => {
    expect(chunksOf('HP-SOP soap').map(({ joined }) => joined)).toEqual([['hpsop'], []])
  })
})

describe('one and many', () => {
  test.each([
    ['en-US', 'mugs', 'mug'],
    ['en-GB', 'dishes', 'dish'],
    ['en', 'knives', 'knife'],
    ['en', 'berries', 'berry'],
    ['en', 'women', 'woman'],
    ['de-DE', 'lampen', 'lampe'],
    ['de-AT', 'stuhle', 'stuhl'],
    ['fr-FR', 'bateaux', 'bateau'],
    ['es-ES', 'luces', 'luz'],
    ['it-IT', 'tazze', 'tazza'],
    ['ru-RU', 'тарелки', 'тарелка'],
    ['ja-JP', 'mugs', 'mug'],
  ])('in %s: %s and %s', (locale, many, one) => {
    expect(otherForms(many, locale)).toContain(one)
    expect(otherForms(one, locale)).toContain(many)
  })

  test('says nothing of what has none', () => {
    expect(otherForms('it', 'en')).toEqual([])
    expect(otherForms('a4s', 'en')).toEqual([])
    expect(otherForms('mug', 'de')).not.toContain('mug')
  })
})

describe('one letter apart', () => {
  test.each([
    ['moug', 'mug', true],
    ['mug', 'mugs', true],
    ['lamp', 'lump', true],
    ['tabel', 'table', true],
    ['abcd', 'badc', false],
    ['mug', 'mug', false],
    ['mug', 'smugs', false],
    ['лампа', 'лапма', true],
  ])('%s and %s: %s', (a, b, isNear) => {
    expect(isOneLetterApart(a, b)).toBe(isNear)
    expect(isOneLetterApart(b, a)).toBe(isNear)
    if (isNear) expect(shapesOf(a).some((shape) => shapesOf(b).includes(shape))).toBe(true)
  })

  test('the likeliest begins alike and is in most products', () => {
    const known = ['lamp', 'damp', 'camp', 'comp'].map((word, products) => ({ word, products }))
    expect(likeliest('lomp', known)).toBe('comp') // "lamp" is in no product any more
    expect(likeliest('dump', known)).toBe('damp')
    expect(likeliest('xxxx', known)).toBeNull()
  })
})
