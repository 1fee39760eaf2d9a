/**
 * Loaded before a program that must not outlive its supervisor (`node --import`): when the channel to the supervisor
 * ends, the program is asked to end as if by SIGTERM. Without it a killed supervisor would leave the port taken.
 */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
