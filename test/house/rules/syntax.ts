import ts from 'typescript'
import type { HouseFile } from './house.ts'

/** How one file asks for another. */
export interface Import {
  readonly specifier: string
  readonly line: number
  /** `url` is `new URL('./x.ts', import.meta.url)`, by which workers and processes are named. */
  readonly kind: 'static' | 'side-effect' | 'type' | 'export' | 'dynamic' | 'require' | 'url'
  /** The names it brings in: `default`, `*`, or as exported there. Empty for side effects. */
  readonly names: readonly string[]
}

const trees = new WeakMap<HouseFile, ts.SourceFile>()
const imports = new WeakMap<HouseFile, Import[]>()

/** The syntax tree of a file; of a component, its scripts with every line where it was. Read once for all rules. */
export function parse(file: HouseFile): ts.SourceFile {
  const known = trees.get(file)
  if (known !== undefined) return known
  const text = file.path.endsWith('.svelte') ? scriptsOf(file.text) : file.text
  const tree = ts.createSourceFile(file.path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS)
  trees.set(file, tree)
  return tree
}

/** Calls back with every node of a tree, parents first. */
export function eachNode(root: ts.Node, visit: (node: ts.Node) => void): void {
  const step = (node: ts.Node): void => {
    visit(node)
    ts.forEachChild(node, step)
  }
  step(root)
}

/** The line of a node, counted from 1. */
export function lineOf(node: ts.Node): number {
  const source = node.getSourceFile()
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
}

/** All the ways in which a file asks for others, in order. */
export function importsOf(file: HouseFile): readonly Import[] {
  const known = imports.get(file)
  if (known !== undefined) return known
  const found: Import[] = []
  eachNode(parse(file), (node) => {
    const entry = importDeclaration(node) ?? exportDeclaration(node) ?? callOrUrl(node) ?? importType(node)
    if (entry !== undefined) found.push(entry)
  })
  imports.set(file, found)
  return found
}

function importDeclaration(node: ts.Node): Import | undefined {
  if (!ts.isImportDeclaration(node) || !ts.isStringLiteral(node.moduleSpecifier)) return undefined
  const clause = node.importClause
  const names: string[] = []
  let typesOnly = clause?.phaseModifier === ts.SyntaxKind.TypeKeyword
  if (clause?.name !== undefined) names.push('default')
  if (clause?.namedBindings !== undefined) {
    if (ts.isNamespaceImport(clause.namedBindings)) names.push('*')
    else {
      const elements = clause.namedBindings.elements
      names.push(...elements.map((element) => (element.propertyName ?? element.name).text))
      if (clause.name === undefined && elements.length > 0 && elements.every((element) => element.isTypeOnly))
        typesOnly = true
    }
  }
  const kind = clause === undefined ? 'side-effect' : typesOnly ? 'type' : 'static'
  return { specifier: node.moduleSpecifier.text, line: lineOf(node), kind, names }
}

function exportDeclaration(node: ts.Node): Import | undefined {
  if (!ts.isExportDeclaration(node) || node.moduleSpecifier === undefined) return undefined
  if (!ts.isStringLiteral(node.moduleSpecifier)) return undefined
  const clause = node.exportClause
  const elements = clause !== undefined && ts.isNamedExports(clause) ? clause.elements : undefined
  const names = elements?.map((element) => (element.propertyName ?? element.name).text) ?? ['*']
  const typesOnly = node.isTypeOnly || elements?.every((element) => element.isTypeOnly) === true
  return { specifier: node.moduleSpecifier.text, line: lineOf(node), kind: typesOnly ? 'type' : 'export', names }
}

function callOrUrl(node: ts.Node): Import | undefined {
  if (ts.isNewExpression(node) && node.expression.getText() === 'URL' && node.arguments?.length === 2) {
    const [first, second] = node.arguments
    if (first === undefined || second?.getText() !== 'import.meta.url' || !ts.isStringLiteralLike(first))
      return undefined
    return { specifier: first.text, line: lineOf(node), kind: 'url', names: [] }
  }
  if (!ts.isCallExpression(node)) return undefined
  const [first] = node.arguments
  if (first === undefined || !ts.isStringLiteralLike(first)) return undefined
  const callee = node.expression
  if (callee.kind === ts.SyntaxKind.ImportKeyword)
    return { specifier: first.text, line: lineOf(node), kind: 'dynamic', names: ['*'] }
  const requires = /^(require|require\.resolve|import\.meta\.resolve|process\.getBuiltinModule)$/
  if (requires.test(callee.getText()))
    return { specifier: first.text, line: lineOf(node), kind: 'require', names: ['*'] }
  return undefined
}

function importType(node: ts.Node): Import | undefined {
  if (!ts.isImportTypeNode(node) || !ts.isLiteralTypeNode(node.argument)) return undefined
  const literal = node.argument.literal
  if (!ts.isStringLiteral(literal)) return undefined
  return { specifier: literal.text, line: lineOf(node), kind: 'type', names: ['*'] }
}

/** Blanks everything of a component but its scripts, so that positions stay true. */
function scriptsOf(component: string): string {
  let scripts = ''
  let end = 0
  for (const match of component.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)) {
    const body = match[1] ?? ''
    const start = match.index + match[0].indexOf('>') + 1
    scripts += blank(component.slice(end, start)) + body
    end = start + body.length
  }
  return scripts + blank(component.slice(end))
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ')
}
