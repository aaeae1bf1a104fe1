/*
  Warnings:

  - Added the required column `touchedAt` to the `Account` table without a default value.

*/
-- AlterTable
BEGIN;
ALTER TABLE "Account" ADD COLUMN "touchedAt" TIMESTAMP(3) NOT NULL;
COMMIT;
ALTER TABLE "Account" ADD COLUMN "name" TEXT;
