-- revision: later

-- nothing to do
