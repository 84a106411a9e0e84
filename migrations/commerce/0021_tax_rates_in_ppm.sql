-- Basis points become parts per million: there are rates of three decimals.
ALTER TABLE `tax_rates` RENAME COLUMN `rate_bps` TO `rate_ppm`;
--> statement-breakpoint
UPDATE tax_rates SET rate_ppm = rate_ppm * 100;
