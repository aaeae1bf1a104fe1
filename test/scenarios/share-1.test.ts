import { scenarioTests } from './suite.ts'

scenarioTests(0)
