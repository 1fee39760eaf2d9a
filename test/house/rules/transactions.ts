import ts from 'typescript'
import type { Breach, HouseFile } from './house.ts'
import { eachNode, lineOf, parse } from './syntax.ts'

/**
 * Inside `x.transaction().execute(async (trx) => …)` the outer `x` must rest: better-sqlite3 has one connection, and a query
 * asked of the outer one waits for ever for the transaction that waits for it. Noticed are the outer object itself, a plain
 * `db`, and calls of functions of the same file that use the outer object without being handed it.
 */
export function transactionBreaches(files: readonly HouseFile[]): Breach[] {
  return files.flatMap((file) => {
    const tree = parse(file)
    const breaches: Breach[] = []
    eachNode(tree, (node) => {
      const found = transactionOf(node)
      if (found === undefined) return
      const users = functionsThatUse(tree, found.outer)
      eachNode(found.body, (inner) => {
        const what = misuse(inner, found.outer, found.inner, users)
        if (what !== undefined) breaches.push({ path: file.path, line: lineOf(inner), what })
      })
    })
    return breaches
  })
}

interface Transaction {
  /** What `.transaction()` was called on, as written: `db`, `this.db`, `deps.db`. */
  readonly outer: string
  /** The name of the callback's parameter. */
  readonly inner: string
  readonly body: ts.Node
}

/** Recognises `outer.transaction()[.setIsolationLevel(…)].execute(callback)`. */
function transactionOf(node: ts.Node): Transaction | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined
  if (node.expression.name.text !== 'execute') return undefined
  const outer = outerOf(node.expression.expression)
  const callback = node.arguments[0]
  if (outer === undefined || callback === undefined) return undefined
  if (!ts.isArrowFunction(callback) && !ts.isFunctionExpression(callback)) return undefined
  return { outer, inner: callback.parameters[0]?.name.getText() ?? '', body: callback.body }
}

function outerOf(chain: ts.Expression): string | undefined {
  let step: ts.Expression = chain
  while (ts.isCallExpression(step) && ts.isPropertyAccessExpression(step.expression)) {
    if (step.expression.name.text === 'transaction') return step.expression.expression.getText()
    step = step.expression.expression
  }
  return undefined
}

function misuse(node: ts.Node, outer: string, inner: string, users: ReadonlySet<string>): string | undefined {
  if (isUse(node, outer) && outer !== inner) return `uses ${outer} inside its own transaction: it waits for ever`
  if (inner !== 'db' && outer !== 'db' && isUse(node, 'db')) return 'uses db inside a transaction: it waits for ever'
  if (ts.isCallExpression(node) && users.has(node.expression.getText()))
    return `calls ${node.expression.getText()}, which uses ${outer}, inside a transaction: it waits for ever`
  return undefined
}

/** Whether a node is this very object in use, not a property or a key of that name. */
function isUse(node: ts.Node, object: string): boolean {
  if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return false
  if (node.getText() !== object) return false
  const parent = node.parent
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false
  if (ts.isPropertyAssignment(parent) && parent.name === node) return false
  return !ts.isParameter(parent)
}

/** Functions of the file that use the outer object as a free name. */
function functionsThatUse(tree: ts.SourceFile, outer: string): ReadonlySet<string> {
  const users = new Set<string>()
  eachNode(tree, (node) => {
    const named = namedFunction(node)
    if (named === undefined) return
    const ownNames = named.declaration.parameters.map((parameter) => parameter.name.getText())
    if (ownNames.some((name) => outer === name || outer.startsWith(`${name}.`) || name.includes(outer))) return
    let uses = false
    eachNode(named.declaration, (inner) => {
      if (isUse(inner, outer)) uses = true
    })
    if (uses) users.add(named.name)
  })
  return users
}

function namedFunction(node: ts.Node): { name: string; declaration: ts.SignatureDeclaration } | undefined {
  if (ts.isFunctionDeclaration(node) && node.name !== undefined) return { name: node.name.text, declaration: node }
  if (ts.isMethodDeclaration(node)) return { name: `this.${node.name.getText()}`, declaration: node }
  if (!ts.isVariableDeclaration(node) || node.initializer === undefined) return undefined
  if (!ts.isArrowFunction(node.initializer) && !ts.isFunctionExpression(node.initializer)) return undefined
  return { name: node.name.getText(), declaration: node.initializer }
}
