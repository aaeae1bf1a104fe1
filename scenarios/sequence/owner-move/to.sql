create table t2(b int); create sequence s owned by t2.b; create sequence s2; create sequence s3; create table t4(y bigint default nextval('s3'), z int); alter sequence s3 owned by t4.z;
