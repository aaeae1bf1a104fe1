select '${later}';
