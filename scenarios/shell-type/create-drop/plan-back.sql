DROP TYPE s.shell;
