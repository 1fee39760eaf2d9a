// A web process of a few lines: says its number and stays.
process.stdout.write(`web ${process.pid}\n`)
setInterval(() => {}, 1000)
