-- revision: 20230301120000
-- parents: 20230212080000
-- message: later

-- AlterTable
ALTER TABLE "Account" ADD COLUMN "later" BOOLEAN;
