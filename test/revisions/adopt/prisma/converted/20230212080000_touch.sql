-- revision: 20230212080000
-- parents: 20230105101500
-- message: touch

/*
  Warnings:

  - Added the required column `touchedAt` to the `Account` table without a default value.

*/
-- AlterTable
ALTER TABLE "Account" ADD COLUMN "touchedAt" TIMESTAMP(3) NOT NULL;
-- @transaction new
ALTER TABLE "Account" ADD COLUMN "name" TEXT;
