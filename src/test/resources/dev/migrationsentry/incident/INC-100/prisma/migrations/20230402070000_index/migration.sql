CREATE INDEX "Trace_at_idx" ON "Trace"("at");
