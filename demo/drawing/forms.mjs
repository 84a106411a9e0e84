/**
 * Which drawing shows which product. `draw(stage, colour, value)` gets colour and name of the option value shown;
 * `group` draws the picture that shows several colours together; `ground` is the paper it stands on (`grounds`: per
 * option value); `look` sets the camera.
 */

import { HOUSE } from './forms/house.mjs'
import { TABLE } from './forms/table.mjs'
import { TEA } from './forms/tea.mjs'

export const FORMS = { demo: { ...TABLE, ...HOUSE }, kobe: TEA }
