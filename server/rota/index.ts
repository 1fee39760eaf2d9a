/** The rota (bảng phân công): which units owe a programme how many items in a period. */
export { dutiesIn, dutiesOf, layRota, rotasByProgramme } from './duties.ts'
export { registerRota } from './routes.ts'
export { type KeptRow as RotaRow, listRows as listRotaRows } from './store.ts'
