/** The rota (bảng phân công): which units owe a programme how many items in a period. */
export { dutiesOf, layRota, rotasByProgramme } from './duties.ts'
export { registerRota } from './routes.ts'
