// An embedded server is to reach no other one: not a publisher, not a foreign server, not by dblink, whatever SQL it is given.

/** libpq refuses every connection while the service that its environment names is defined nowhere (the manual, 34.17). */
export const NO_SERVICE = 'trueup-shadow'

/** Whether an error of the server, or its detail, is that refusal. */
export const isRefusedConnection = (text: string): boolean => text.includes(`service "${NO_SERVICE}" not found`)
