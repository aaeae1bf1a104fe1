-- AlterTable
ALTER TABLE "Account" ADD COLUMN "later" BOOLEAN;
