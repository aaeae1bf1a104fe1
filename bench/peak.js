// Preloaded into a measured process: writes its peak memory when it ends. ru_maxrss is kilobytes on every platform of Node.

import { writeFileSync } from 'node:fs'

process.on('exit', () => writeFileSync(process.env.TRUEUP_BENCH_PEAK, String(process.resourceUsage().maxRSS)))
