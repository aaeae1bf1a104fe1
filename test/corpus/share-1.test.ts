import { corpusTests } from './suite.ts'

corpusTests(0)
